import type { Executor } from "@genlab/core";
import { createWebgpuExecutor } from "@genlab/webgpu"; // not late: a worker that Vite builds has one file

/** WebGPU on a graphics card, in a page or a worker that has one. */
export async function openWebgpu(): Promise<Executor | undefined> {
  const { gpu } = (globalThis.navigator ?? {}) as { readonly gpu?: GPU };
  if (!gpu) return undefined;
  try {
    return await createWebgpuExecutor({ gpu });
  } catch {
    return undefined; // there is no adapter, or one in software
  }
}
