import type { NdArray } from "@genlab/data";
import type { Tensor } from "@tensorflow/tfjs-core";

/** Reads a tensor of real numbers, and disposes of it. */
export async function takeValues(tensor: Tensor): Promise<NdArray> {
  const data = await tensor.data<"float32">();
  tensor.dispose();
  return { data, shape: tensor.shape };
}
