import {
  type Context,
  canDecodeClasses,
  type Decodes,
  type Executor,
  GenlabError,
  type Model,
  type Rng,
  sizeOf,
} from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { compute } from "@genlab/trainers";
import { fill, type Tensor } from "@tensorflow/tfjs-core";
import { inBatches } from "./in-batches.js";

/** What makes data of codes. */
export interface Decoder {
  readonly model: Model & Decodes;
  /** As which class. */
  readonly name: string;
  /** From codes `[batch, ...]`. */
  decode(z: Tensor, context: Context): Tensor;
}

/**
 * What decodes codes: as a class, where one is asked for.
 *
 * @throws GenlabError for a class that the model has not.
 */
export function decoderOf(model: Model & Decodes, index?: number): Decoder {
  if (index === undefined) return { model, name: "decode", decode: (z, context) => model.decode(z, context) };
  if (!canDecodeClasses(model)) throw new GenlabError("The model has no classes to decode as. Leave out --class.");
  if (index >= model.classes) {
    throw new GenlabError(`There is no class ${index}: the model has ${model.classes}, which count from 0.`);
  }
  return {
    ...{ model, name: `decode/${index}` },
    decode: (z, context) => model.decodeClasses(z, fill([z.shape[0]!], index, "int32"), context),
  };
}

/** The same for several codes that belong together: of one class, which is drawn where none is asked for. */
export function decoderFor(model: Model & Decodes, index: number | undefined, rng: Rng): Decoder {
  const isOpen = index === undefined && canDecodeClasses(model);
  return decoderOf(model, isOpen ? Math.floor(rng.fork("class").random() * model.classes) : index);
}

/** The data of all codes `[count, ...]`, some at a time. */
export async function decodeAll(
  { model, name, decode }: Decoder,
  { data, shape: [count = 0, ...shape] }: NdArray,
  { size, executor, rng }: { readonly size: number; readonly executor: Executor; readonly rng: Rng },
): Promise<NdArray> {
  const length = sizeOf(shape);
  return inBatches({ count, size, done: "decoded" }, (start, end) => {
    const z = { data: data.subarray(start * length, end * length), shape: [end - start, ...shape] };
    return compute(model, {
      ...{ name, executor, rng, batch: { z } },
      run: (batch, context) => decode(batch.z!, context),
    });
  });
}
