import { canDecode, canEncode, createContext, createRng, type Model } from "@genlab/core";
import { tidy, zeros } from "@tensorflow/tfjs-core";

/** The shape of one example's code: what `encode` gives of an example of `shape`, or what the model says; undefined where there are no codes. */
export function codeShape(model: Model, shape: readonly number[]): readonly number[] | undefined {
  if (!canEncode(model)) return canDecode(model) ? model.codeShape : undefined;
  const context = createContext({ rng: createRng(0) });
  const [, ...latent] = tidy(() => model.encode(zeros([1, ...shape]), context).shape);
  return latent;
}
