import { type Context, canDecodeClasses, type Decodes, GenlabError, type Rng, sizeOf, toTensor } from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { fill, type Tensor } from "@tensorflow/tfjs-core";
import { inBatches } from "./in-batches.js";

/** From codes `[batch, ...]` to data. */
export type Decoder = (z: Tensor, context: Context) => Tensor;

/**
 * What decodes codes: as a class, where one is asked for.
 *
 * @throws GenlabError for a class that the model has not.
 */
export function decoderOf(model: Decodes, index?: number): Decoder {
  if (index === undefined) return (z, context) => model.decode(z, context);
  if (!canDecodeClasses(model)) throw new GenlabError("The model has no classes to decode as. Leave out --class.");
  if (index >= model.classes) {
    throw new GenlabError(`There is no class ${index}: the model has ${model.classes}, which count from 0.`);
  }
  return (z, context) => model.decodeClasses(z, fill([z.shape[0]!], index, "int32"), context);
}

/** The same for several codes that belong together: of one class, which is drawn where none is asked for. */
export function decoderFor(model: Decodes, index: number | undefined, rng: Rng): Decoder {
  const isOpen = index === undefined && canDecodeClasses(model);
  return decoderOf(model, isOpen ? Math.floor(rng.fork("class").random() * model.classes) : index);
}

/** The data of all codes `[count, ...]`, some at a time. */
export async function decodeAll(
  decoder: Decoder,
  { data, shape: [count = 0, ...shape] }: NdArray,
  { size, context }: { readonly size: number; readonly context: Context },
): Promise<NdArray> {
  const length = sizeOf(shape);
  return inBatches({ count, size, done: "decoded" }, (start, end) =>
    decoder(toTensor({ data: data.subarray(start * length, end * length), shape: [end - start, ...shape] }), context),
  );
}
