import { engine, type KernelFunc, Multiply, scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";

/** Cast of integers and masks to float32 that stores floats: tfjs' gives the same integers another type. */
export function castToFloats(original: KernelFunc): KernelFunc {
  return (call) => {
    const { x } = call.inputs as { x: Tensor };
    const { dtype } = call.attrs as { dtype: string };
    if (dtype !== "float32" || (x.dtype !== "int32" && x.dtype !== "bool")) return original(call);
    // the kernel and not the operation, which casts first
    return tidy(() => engine().runKernel(Multiply, { a: x, b: scalar(1) }) as Tensor);
  };
}
