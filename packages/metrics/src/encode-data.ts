import {
  type ArrayBatch,
  createContext,
  type Encodes,
  GenlabError,
  type NdArray,
  type Rng,
  toTensor,
} from "@genlab/core";
import { tidy } from "@tensorflow/tfjs-core";

export interface EncodeDataOptions {
  readonly rng: Rng;
}

/** Codes of the field `x` of the batches, float32 `[examples, ...]`, in evaluation mode, on the tfjs backend that is set. */
export async function encodeData(
  model: Encodes,
  batches: Iterable<ArrayBatch> | AsyncIterable<ArrayBatch>,
  { rng }: EncodeDataOptions,
): Promise<NdArray> {
  const context = createContext({ rng });
  const codes: NdArray[] = [];
  for await (const { x } of batches) {
    if (!x) throw new GenlabError("encodeData: a batch has no field `x`.");
    const encoded = tidy(() => model.encode(toTensor(x), context));
    codes.push({ data: await encoded.data<"float32">(), shape: encoded.shape });
    encoded.dispose();
  }
  const [first] = codes;
  if (!first) throw new GenlabError("encodeData: there is no example to encode.");
  const data = new Float32Array(codes.reduce((size, code) => size + code.data.length, 0));
  let offset = 0;
  for (const code of codes) {
    data.set(code.data, offset);
    offset += code.data.length;
  }
  const [, ...shape] = first.shape;
  return { data, shape: [codes.reduce((count, code) => count + code.shape[0]!, 0), ...shape] };
}
