import { type Context, canEncode, type Encodes, type EncodesClasses, GenlabError, toTensor } from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { readRecord } from "../images/image-record.js";
import type { Inputs } from "../inputs/inputs.js";
import { numbered } from "../inputs/inputs.js";
import type { SavedRun } from "../runs/open-run.js";
import { mapInBatches } from "./in-batches.js";
import { classesOf } from "./names-and-classes.js";

export interface EncodeExamplesOptions {
  readonly inputs: Inputs;
  readonly indices: readonly number[];
  /** Of a batch. */
  readonly size: number;
  readonly context: Context;
}

/**
 * Codes of examples, `[count, ...]`: as those of their classes, where a model encodes so.
 *
 * @throws GenlabError where it does, and the examples have no classes, or others than the model.
 */
export async function encodeExamples(
  model: Encodes | (EncodesClasses & { readonly classes: number }),
  run: Pick<SavedRun, "config" | "place">,
  { inputs, indices, size, context }: EncodeExamplesOptions,
): Promise<NdArray> {
  const options = { indices, size, done: "encoded" };
  if (canEncode(model)) return mapInBatches(inputs.data, options, (x) => model.encode(x, context));
  const record = run.config.data.type === "images" ? await readRecord(run.place) : undefined;
  const known = record?.classes ?? numbered(model.classes);
  const places = inputs.classes.map((name) => known.indexOf(name));
  const unknown = inputs.classes.find((_, index) => places[index]! < 0);
  if (places.length === 0 || unknown !== undefined) {
    const fault = unknown === undefined ? "have no classes" : `have the class "${unknown}"`;
    throw new GenlabError(
      `The model encodes an example as one of its class, and the examples ${fault}. Give such as have its classes: ${known.join(", ")}.`,
    );
  }
  let start = 0;
  return mapInBatches(inputs.data, options, (x) => {
    const of = indices.slice(start, start + x.shape[0]!);
    start += of.length;
    const y = Int32Array.from(classesOf(inputs.data, of), (index) => places[index]!);
    return model.encodeClasses(x, toTensor({ data: y, shape: [y.length] }), context);
  });
}
