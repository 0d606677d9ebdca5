import * as tf from "@tensorflow/tfjs-core";

/** An input of a case: its type, and its values as a function of a number in (0, 1). */
export interface Input {
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32" | "bool";
  readonly entry: (u: number) => number;
}

type InputOf = (...shape: readonly number[]) => Input;

/** In (-2, 2). */
export const floats: InputOf = (...shape) => ({ shape, dtype: "float32", entry: (u) => 4 * (u - 0.5) });

/** In (0.2, 2.2). */
export const positives: InputOf = (...shape) => ({ shape, dtype: "float32", entry: (u) => 0.2 + 2 * u });

/** In (-0.9, 0.9). */
export const units: InputOf = (...shape) => ({ shape, dtype: "float32", entry: (u) => 1.8 * (u - 0.5) });

/** 0, 1 and 2. */
export const integers: InputOf = (...shape) => ({ shape, dtype: "int32", entry: (u) => Math.floor(3 * u) });

export const bools: InputOf = (...shape) => ({ shape, dtype: "bool", entry: (u) => Number(u > 0.5) });

/** Two images. */
export const images = (height: number, width: number, channels: number): Input => floats(2, height, width, channels);

/** The tensors of inputs, the same each time. */
export function valuesOf(inputs: readonly Input[]): tf.Tensor[] {
  return inputs.map(({ shape, dtype, entry }, position) => {
    const size = tf.util.sizeFromShape([...shape]);
    // the golden ratio's multiples fill (0, 1) evenly
    const numbers = Array.from({ length: size }, (_, i) => ((i * 7 + position * 3 + 1) * 0.6180339887) % 1);
    return tf.tensor(numbers.map(entry), [...shape], dtype);
  });
}

/** The types of inputs by their positions, as `trace` takes them. */
export function typesOf(inputs: readonly Input[]): Readonly<Record<string, Pick<Input, "shape" | "dtype">>> {
  return Object.fromEntries(inputs.map(({ shape, dtype }, position) => [`${position}`, { shape, dtype }]));
}
