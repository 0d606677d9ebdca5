import type { Rng } from "@genlab/core";
import * as tf from "@tensorflow/tfjs-core";

/** An operation with inputs at which it is smooth. Odd shapes and broadcasting on purpose. */
export interface GradientCase {
  readonly name: string;
  readonly f: (...inputs: tf.Tensor[]) => tf.Tensor;
  readonly inputs: (rng: Rng) => tf.Tensor[];
}

/** Draws for an input. Every one keeps a distance from the kinks of the operations that it is used with. */
export const draw = {
  normal:
    (...shape: number[]) =>
    (rng: Rng) =>
      rng.normal(shape),
  /** At least 0.3 from zero, of either sign. */
  away:
    (...shape: number[]) =>
    (rng: Rng) => {
      const x = rng.uniform(shape, 0.3, 1.5);
      return tf.mul(x, tf.sub(tf.mul(2, tf.cast(tf.greater(rng.uniform(shape), 0.5), "float32")), 1));
    },
  between:
    (low: number, high: number, ...shape: number[]) =>
    (rng: Rng) =>
      rng.uniform(shape, low, high),
  /** All entries at least 0.15 apart, in random order. */
  distinct:
    (...shape: number[]) =>
    (rng: Rng) => {
      const size = tf.util.sizeFromShape(shape);
      const order = Array.from({ length: size }, (_, i) => i);
      for (let i = size - 1; i > 0; i--) {
        const j = Math.floor(rng.random() * (i + 1));
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      return tf.tensor(
        order.map((rank) => 0.15 * (rank - size / 2)),
        shape,
      );
    },
};

type Draw = (rng: Rng) => tf.Tensor;

export function gradientCase(name: string, f: GradientCase["f"], ...draws: readonly Draw[]): GradientCase {
  return { name, f, inputs: (rng) => draws.map((of) => of(rng)) };
}
