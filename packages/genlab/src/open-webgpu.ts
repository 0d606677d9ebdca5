import type { Executor } from "@genlab/core";

/** WebGPU on a graphics card, in a page or a worker that has one. */
export async function openWebgpu(): Promise<Executor | undefined> {
  const { gpu } = (globalThis.navigator ?? {}) as { readonly gpu?: GPU };
  if (!gpu) return undefined;
  try {
    const { createWebgpuExecutor } = await import("@genlab/webgpu"); // late, as many pages do without
    return await createWebgpuExecutor({ gpu });
  } catch {
    return undefined; // there is no adapter, or one in software
  }
}
