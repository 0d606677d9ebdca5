import type * as tf from "@tensorflow/tfjs-core";
import type { Input } from "./input.js";

/** A function of tensors with inputs of odd shapes: what graphs and executors are compared with eager tfjs on. */
export interface KernelCase {
  readonly name: string;
  readonly inputs: readonly Input[];
  readonly run: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** Whether to compare the first and the second gradient by the float inputs, too. */
  readonly gradients: boolean;
}

/** A case with its gradients. */
export function smooth(name: string, inputs: readonly Input[], run: KernelCase["run"]): KernelCase {
  return { name, inputs, run, gradients: inputs.some(({ dtype }) => dtype === "float32") };
}

/** A case without gradients: constant almost everywhere, or without a gradient in tfjs. */
export function flat(name: string, inputs: readonly Input[], run: KernelCase["run"]): KernelCase {
  return { name, inputs, run, gradients: false };
}

/** A tensor of four axes, for the functions of tfjs that ask for one. */
export const four = (x: tf.Tensor): tf.Tensor4D => x as tf.Tensor4D;
