import { canEncode, type Encodes, type EncodesClasses, GenlabError, type Rng } from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { type Inputs, numbered } from "../inputs/inputs.js";
import { notedClasses } from "../inputs/noted-classes.js";
import type { UsedRun } from "../runs/use-model.js";
import { mapInBatches } from "./in-batches.js";
import { classesOf } from "./names-and-classes.js";

export interface EncodeExamplesOptions {
  readonly inputs: Inputs;
  readonly indices: readonly number[];
  /** The place of the first among all. Default 0. */
  readonly first?: number;
  /** Of a batch. */
  readonly size: number;
  readonly rng: Rng;
}

/**
 * Codes of examples, `[count, ...]`: as those of their classes, where a model encodes so.
 *
 * @throws GenlabError where it does, and the examples have no classes, or others than the model.
 */
export async function encodeExamples(
  { model, executor, ...run }: UsedRun<Encodes | (EncodesClasses & { readonly classes: number })>,
  { inputs, indices, first = 0, size, rng }: EncodeExamplesOptions,
): Promise<NdArray> {
  const options = { indices, first, size, done: "encoded", model, executor, rng };
  if (canEncode(model)) return mapInBatches(inputs.data, options, (x, context) => model.encode(x, context));
  const noted = await notedClasses(run);
  const known = noted ?? numbered(model.classes);
  const places = inputs.classes.map((name) => known.indexOf(name));
  const unknown = inputs.classes.find((_, index) => places[index]! < 0);
  if (places.length === 0 || unknown !== undefined) {
    const fault = unknown === undefined ? "have no classes" : `have the class "${unknown}"`;
    throw new GenlabError(
      `The model encodes an example as one of its class, and the examples ${fault}. Give such as have its classes: ${known.join(", ")}.`,
    );
  }
  // without a note, 1 and 2 may be those of a run whose own were 1, 2 and 3
  if (!noted && OF_ANY_NAME.includes(run.config.data.type) && places.some((place, index) => place !== index)) {
    throw new GenlabError(
      `The run has no note of what its ${model.classes} classes are called, and the examples have ${inputs.classes.join(", ")}. Label them 0, 1, …, in the order of the run's own.`,
    );
  }
  const labels = classesOf(inputs.data, indices).map((index) => places[index]!);
  return mapInBatches(inputs.data, { ...options, labels }, (x, context, y) => model.encodeClasses(x, y!, context));
}

/** Data whose classes are called as a person likes; those of others count from 0. */
const OF_ANY_NAME: readonly string[] = ["images", "table", "file"];
