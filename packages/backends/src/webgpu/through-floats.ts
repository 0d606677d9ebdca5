import {
  All,
  Any,
  cast,
  type DataType,
  engine,
  type KernelFunc,
  Max,
  Mean,
  Min,
  Prod,
  Sum,
  type Tensor,
  Transpose,
  tidy,
} from "@tensorflow/tfjs-core";

/** What each kernel makes of integers or masks. */
const resultTypes: Readonly<Record<string, DataType | "same">> = {
  [All]: "bool",
  [Any]: "bool",
  [Max]: "int32",
  [Mean]: "float32",
  [Min]: "int32",
  [Prod]: "int32",
  [Sum]: "int32",
  [Transpose]: "same",
};

/** The kernels that tfjs runs by its shader for transposing more than two axes, which does not compile for integers. */
export const transposingKernels = Object.keys(resultTypes);

/** One of `transposingKernels`, of integers and masks by way of floats. */
export function throughFloats(kernelName: string, original: KernelFunc): KernelFunc {
  return (call) => {
    const { x } = call.inputs as { x: Tensor };
    if (x.shape.length < 3 || (x.dtype !== "int32" && x.dtype !== "bool")) return original(call);
    const type = resultTypes[kernelName]!;
    return tidy(() => {
      const result = engine().runKernel(kernelName, { x: cast(x, "float32") }, call.attrs) as Tensor;
      return cast(result, type === "same" ? x.dtype : type);
    });
  };
}
