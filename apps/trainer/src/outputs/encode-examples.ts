import { canEncode, type Encodes, type EncodesClasses, GenlabError, type Rng } from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { readRecord } from "../images/image-record.js";
import type { Inputs } from "../inputs/inputs.js";
import { numbered } from "../inputs/inputs.js";
import type { UsedRun } from "../runs/use-model.js";
import { mapInBatches } from "./in-batches.js";
import { classesOf } from "./names-and-classes.js";

export interface EncodeExamplesOptions {
  readonly inputs: Inputs;
  readonly indices: readonly number[];
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
  { model, executor, config, place }: UsedRun<Encodes | (EncodesClasses & { readonly classes: number })>,
  { inputs, indices, size, rng }: EncodeExamplesOptions,
): Promise<NdArray> {
  const options = { indices, size, done: "encoded", model, executor, rng };
  if (canEncode(model)) return mapInBatches(inputs.data, options, (x, context) => model.encode(x, context));
  const record = config.data.type === "images" ? await readRecord(place) : undefined;
  const known = record?.classes ?? numbered(model.classes);
  const places = inputs.classes.map((name) => known.indexOf(name));
  const unknown = inputs.classes.find((_, index) => places[index]! < 0);
  if (places.length === 0 || unknown !== undefined) {
    const fault = unknown === undefined ? "have no classes" : `have the class "${unknown}"`;
    throw new GenlabError(
      `The model encodes an example as one of its class, and the examples ${fault}. Give such as have its classes: ${known.join(", ")}.`,
    );
  }
  const labels = classesOf(inputs.data, indices).map((index) => places[index]!);
  return mapInBatches(inputs.data, { ...options, labels }, (x, context, y) => model.encodeClasses(x, y!, context));
}
