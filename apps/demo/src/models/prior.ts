import type { NdArray } from "@genlab/data";
import { drawnCode, standard } from "../codes/codes.js";
import { generator } from "../codes/random.js";
import type { RunConfiguration } from "../runs/configuration.js";
import type { Latents } from "../session/looks/latents.js";

const isUniform = ({ model }: RunConfiguration) => "prior" in model && model.prior === "uniform";

/** The n-th of many codes that the prior of a run draws; the same for the same number. */
export function priorCode(configuration: RunConfiguration, size: number, index: number): Float32Array {
  if (!isUniform(configuration)) return drawnCode(index, standard(size));
  const random = generator(index);
  return Float32Array.from({ length: size }, () => 2 * random() - 1);
}

/**
 * How far from zero each number of a code goes. A normal prior is within 3, a uniform one within 1; where codes follow no prior, as far as
 * those of some examples.
 */
export function rangesOf(
  configuration: RunConfiguration,
  { size, kl }: Latents,
  encoded: NdArray | null,
): readonly number[] {
  const known = isUniform(configuration) ? 1 : 3;
  return Array.from({ length: size }, (_, latent) => {
    if (kl || !encoded) return known;
    const values = Array.from({ length: encoded.shape[0]! }, (__, index) =>
      Math.abs(encoded.data[index * size + latent]!),
    );
    return Math.max(...values) || known;
  });
}
