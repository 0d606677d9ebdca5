/** The engines that have threads of their own, on whose number last bits depend. */
export const WITH_THREADS: readonly string[] = ["onnx", "tensorflow"];
