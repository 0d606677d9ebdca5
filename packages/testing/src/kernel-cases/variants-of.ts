import * as tf from "@tensorflow/tfjs-core";
import type { KernelCase } from "./kernel-case.js";

/** A case, or a gradient of one, as a function of its inputs that gives one tensor. */
export interface Variant {
  readonly name: string;
  readonly run: Run;
}

type Run = (inputs: readonly tf.Tensor[]) => tf.Tensor;

/** The case itself and, where it has them, its first and second gradient by all float inputs. */
export function variantsOf({ name, inputs, run, gradients }: KernelCase): readonly Variant[] {
  const itself: Variant = { name, run: (values) => run(...values) };
  if (!gradients) return [itself];
  const floats = inputs.flatMap(({ dtype }, i) => (dtype === "float32" ? [i] : []));
  const first: Run = (values) => gradientOf((all) => weighted(run(...all)), values, floats);
  const second: Run = (values) => gradientOf((all) => combined(first(all)), values, floats);
  return [itself, { name: `gradient of ${name}`, run: first }, { name: `second gradient of ${name}`, run: second }];
}

/** The gradient of a scalar by some of its inputs, `[entries of them all]`. */
function gradientOf(
  scalarOf: (inputs: readonly tf.Tensor[]) => tf.Scalar,
  values: readonly tf.Tensor[],
  positions: readonly number[],
): tf.Tensor {
  const grads = tf.grads((...given: tf.Tensor[]) =>
    scalarOf(values.map((value, i) => (positions.includes(i) ? given[positions.indexOf(i)]! : value))),
  )(positions.map((i) => values[i]!));
  return tf.concat(grads.map((grad) => tf.reshape(grad, [-1])));
}

/** A sum of squares in which no two entries weigh the same. */
function weighted(result: tf.Tensor): tf.Scalar {
  const y = tf.cast(result, "float32");
  const weights = tf.reshape(tf.sin(tf.add(tf.range(0, y.size), 1)), y.shape);
  return tf.sum(tf.mul(tf.mul(y, y), weights));
}

/** A sum in which no two entries weigh the same. */
const combined = (x: tf.Tensor): tf.Scalar => tf.sum(tf.mul(x, tf.cos(tf.range(0, x.size))));
