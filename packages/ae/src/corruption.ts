import type { Rng } from "@genlab/core";
import { add, cast, clipByValue, greaterEqual, less, mul, type Tensor, where, zerosLike } from "@tensorflow/tfjs-core";

/** Damages data in [0, 1]; the result is in [0, 1] too and has no gradient of its own. */
export type Corruption = (x: Tensor, rng: Rng) => Tensor;

/** `clip(x + N(0, deviation²), 0, 1)`. */
export function gaussianNoise(deviation: number): Corruption {
  if (!(deviation >= 0)) throw new RangeError(`The deviation of gaussianNoise is ${deviation}. Expected 0 or more.`);
  return (x, rng) => clipByValue(add(x, mul(rng.normal(x.shape), deviation)), 0, 1);
}

/** Sets a random share of the entries to 0. Vincent et al. 2008, https://www.cs.toronto.edu/~larocheh/publications/icml-2008-denoising-autoencoders.pdf */
export function maskingNoise(share: number): Corruption {
  requireShare(share, "maskingNoise");
  return (x, rng) => mul(x, cast(greaterEqual(rng.uniform(x.shape), share), x.dtype));
}

/** Sets a random share of the entries to 0 or 1, either with the same probability. */
export function saltAndPepper(share: number): Corruption {
  requireShare(share, "saltAndPepper");
  return (x, rng) => {
    const u = rng.uniform(x.shape);
    const salt = cast(less(u, share / 2), x.dtype);
    return where(less(u, share), add(zerosLike(x), salt), x);
  };
}

function requireShare(share: number, name: string): void {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`The share of ${name} is ${share}. Expected 0 to 1.`);
}
