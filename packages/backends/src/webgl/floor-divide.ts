import { cast, div, floor, type KernelFunc, type Tensor, tidy } from "@tensorflow/tfjs-core";

/** `⌊a / b⌋`; tfjs' kernel rounds a and b first. */
export function floorDivide(original: KernelFunc): KernelFunc {
  return (call) => {
    const { a, b } = call.inputs as { a: Tensor; b: Tensor };
    if (a.dtype !== "float32") return original(call);
    return tidy(() => cast(floor(div(a, b)), "int32"));
  };
}
