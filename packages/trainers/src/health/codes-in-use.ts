import type { Context } from "@genlab/core";
import { cast, greater, oneHot, reshape, type Scalar, scalar, sum, type Tensor } from "@tensorflow/tfjs-core";

interface Quantizing {
  indices(x: Tensor, context: Context): Tensor;
}

interface HasQuantizer {
  readonly quantizer: { readonly codes: number };
}

/** Whether a model replaces vectors by the codes of a codebook. */
export const isQuantizing = (model: object): model is Quantizing =>
  typeof Reflect.get(model, "indices") === "function" && codebookOf(model) !== undefined;

/** How many codes of the codebook a batch has `used`, of how many vectors at all (`drawn`), and how many there are: `all`. */
export function codesInUse(model: Quantizing, x: Tensor, context: Context): Readonly<Record<string, Scalar>> {
  const { codes } = codebookOf(model)!;
  const indices = reshape(model.indices(x, context), [-1]);
  const counts = sum(cast(oneHot(cast(indices, "int32"), codes), "float32"), 0); // [codes]
  return {
    used: sum<Scalar>(cast(greater(counts, scalar(0)), "float32")),
    drawn: scalar(indices.size),
    all: scalar(codes),
  };
}

function codebookOf(model: object): { readonly codes: number } | undefined {
  const holders = [model, Reflect.get(model, "first")] as readonly Partial<HasQuantizer>[];
  return holders.find((holder) => typeof holder?.quantizer?.codes === "number")?.quantizer;
}
