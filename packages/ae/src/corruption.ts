import { type Rng, requireNonNegative, requireShares } from "@genlab/core";
import { add, cast, clipByValue, greaterEqual, less, mul, type Tensor, where, zerosLike } from "@tensorflow/tfjs-core";

/** Damages data in [0, 1]; the result is in [0, 1] too and has no gradient of its own. */
export type Corruption = (x: Tensor, rng: Rng) => Tensor;

/** `clip(x + N(0, deviation²), 0, 1)`. */
export function gaussianNoise(deviation: number): Corruption {
  requireNonNegative("gaussianNoise", { deviation });
  return (x, rng) => clipByValue(add(x, mul(rng.normal(x.shape), deviation)), 0, 1);
}

/** Sets a random share of the entries to 0. Vincent et al. 2008, https://www.cs.toronto.edu/~larocheh/publications/icml-2008-denoising-autoencoders.pdf */
export function maskingNoise(share: number): Corruption {
  requireShares("maskingNoise", { share });
  return (x, rng) => mul(x, cast(greaterEqual(rng.uniform(x.shape), share), x.dtype));
}

/** Sets a random share of the entries to 0 or 1, either with the same probability. */
export function saltAndPepper(share: number): Corruption {
  requireShares("saltAndPepper", { share });
  return (x, rng) => {
    const u = rng.uniform(x.shape);
    const salt = cast(less(u, share / 2), x.dtype);
    return where(less(u, share), add(zerosLike(x), salt), x);
  };
}
