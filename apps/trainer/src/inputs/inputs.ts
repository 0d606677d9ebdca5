import type { Dataset } from "@genlab/data";

/** Examples that a trained model is used on. */
export interface Inputs {
  /** As the model takes them, in the field `x`; their classes, where there are some, in `y`. */
  readonly data: Dataset;
  /** What each example is called: an image by its path in the folder, others by their place, from 0. */
  readonly names: readonly string[];
  /** What the classes in `y` are called, by their index; empty where there are none. */
  readonly classes: readonly string[];
  /** `12 images in photos`, `the test part of digits (297 examples)`. */
  readonly what: string;
}

/** Those of a range that was read. */
export interface OpenedInputs extends Inputs {
  /** How many there are, of whatever range. */
  readonly total: number;
}

/** Names of examples that have none. */
export const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${index}`);
