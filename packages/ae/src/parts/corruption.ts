import { type DataRange, GenlabError, type Rng, requireNonNegative, requireShares } from "@genlab/core";
import { add, cast, clipByValue, fill, greaterEqual, less, mul, type Tensor, tidy, where } from "@tensorflow/tfjs-core";

/** The ends of the range that data are in. */
export type Ends = Pick<DataRange, "least" | "most">;

/** Damages data; the result is in their range, where they have one, and has no gradient of its own. */
export interface Corruption {
  /** @param range what the data are in; null for data anywhere */
  (x: Tensor, rng: Rng, range: Ends | null): Tensor;
  /** Whether it makes sense for data in a range alone. Default false. */
  readonly needsRange?: boolean;
}

/**
 * `x + N(0, deviation²)`, clipped to the range of the data, if they have one.
 *
 * @throws GenlabError for a deviation below 0.
 */
export function gaussianNoise(deviation: number): Corruption {
  requireNonNegative("gaussianNoise", { deviation });
  return (x, rng, range) =>
    tidy(() => {
      const noisy = add(x, mul(rng.normal(x.shape), deviation));
      return range ? clipByValue(noisy, range.least, range.most) : noisy;
    });
}

/**
 * Sets a random share of the entries to 0.
 * Vincent et al. 2008, https://www.cs.toronto.edu/~larocheh/publications/icml-2008-denoising-autoencoders.pdf
 *
 * @throws GenlabError for a share that is not from 0 to 1.
 */
export function maskingNoise(share: number): Corruption {
  requireShares("maskingNoise", { share });
  return (x, rng) => tidy(() => mul(x, cast(greaterEqual(rng.uniform(x.shape), share), x.dtype)));
}

/**
 * Sets a random share of the entries to the least or the most that data can be, either with the same probability.
 *
 * @throws GenlabError for a share that is not from 0 to 1; when it is called, for data without a range.
 */
export function saltAndPepper(share: number): Corruption {
  requireShares("saltAndPepper", { share });
  const corrupt = (x: Tensor, rng: Rng, range: Ends | null) => {
    if (!range) {
      throw new GenlabError(
        "saltAndPepper: the data have no range whose ends entries could be set to. Give { least, most }.",
      );
    }
    const { least, most } = range;
    return tidy(() => {
      const u = rng.uniform(x.shape);
      const ends = where(less(u, share / 2), fill(x.shape, most), fill(x.shape, least));
      return where(less(u, share), ends, cast(x, "float32"));
    });
  };
  return Object.assign(corrupt, { needsRange: true });
}
