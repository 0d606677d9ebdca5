import {
  type Context,
  canEncode,
  createContext,
  type Encodes,
  GenlabError,
  type NdArray,
  type Rng,
  refuseUnknown,
  requireTensor,
  toTensor,
} from "@genlab/core";
import { tidy } from "@tensorflow/tfjs-core";
import { type Batches, checkBatches, examplesOf } from "./check-batches.js";

export interface EncodeDataOptions {
  readonly rng: Rng;
}

/**
 * Codes of the field `x` of the batches, float32 `[examples, ...]`, in evaluation mode, on the tfjs backend that is set.
 *
 * @throws GenlabError for a model that does not encode or gives another number of codes than of examples, for batches without `x` or
 * without examples, and for options that it does not have.
 */
export async function encodeData(
  model: Encodes,
  batches: Batches,
  { rng, ...others }: EncodeDataOptions,
): Promise<NdArray> {
  refuseUnknown("encodeData", others, { rng });
  if (!canEncode(model)) throw new GenlabError("encodeData: the model does not encode. Give one with `encode`.");
  checkBatches("encodeData", batches);
  const context = createContext({ rng });
  const codes: NdArray[] = [];
  for await (const batch of batches) codes.push(await encoded(model, examplesOf("encodeData", batch), context));
  const [first] = codes;
  if (!first) throw new GenlabError("encodeData: there is no example to encode.");
  const [, ...shape] = first.shape;
  const data = new Float32Array(codes.reduce((size, code) => size + code.data.length, 0));
  let offset = 0;
  for (const code of codes) {
    if (`${code.shape.slice(1)}` !== `${shape}`) {
      throw new GenlabError(
        `encodeData: a batch has codes [${code.shape.join(", ")}], the first one [${first.shape.join(", ")}]. Give batches of one shape.`,
      );
    }
    data.set(code.data, offset);
    offset += code.data.length;
  }
  return { data, shape: [codes.reduce((count, code) => count + code.shape[0]!, 0), ...shape] };
}

async function encoded(model: Encodes, x: NdArray, context: Context): Promise<NdArray> {
  const codes = tidy(() => model.encode(toTensor(x, "encodeData: field `x`"), context));
  try {
    requireTensor("encodeData: what the model gives", codes);
    if (codes.shape[0] !== x.shape[0]) {
      throw new GenlabError(
        `encodeData: the model's codes have shape [${codes.shape.join(", ")}]. Expected [${x.shape[0]}, ...], one of each example.`,
      );
    }
    const data = await codes.data<"float32">();
    const fault = data.findIndex((value) => !Number.isFinite(value));
    if (fault >= 0)
      throw new GenlabError(`encodeData: the model's codes hold ${data[fault]} at place ${fault}. Is it trained?`);
    return { data, shape: codes.shape };
  } finally {
    codes?.dispose?.();
  }
}
