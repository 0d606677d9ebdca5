import { createRequire } from "node:module";
import type { Executor } from "@genlab/core";

/** ONNX Runtime, where `onnxruntime-node` is installed. */
export async function openNative(): Promise<Executor | undefined> {
  try {
    createRequire(import.meta.url).resolve("onnxruntime-node");
  } catch {
    return undefined;
  }
  try {
    const { openExecutor } = await import("@genlab/onnx/node"); // late, as most do without
    return await openExecutor();
  } catch (error) {
    console.warn(`onnxruntime-node is installed and passed over: ${(error as Error).message}`);
    return undefined;
  }
}
