import { GenlabError, requireNonNegative } from "@genlab/core";
import { abs, type Scalar, sub, tidy } from "@tensorflow/tfjs-core";

/**
 * `|KL − C|`: holds a divergence at a capacity `C` in nats, which a schedule raises (`context.schedule`).
 *
 * Burgess et al. 2018, https://arxiv.org/abs/1804.03599
 *
 * @throws GenlabError for a divergence that is no scalar, and for nats below 0.
 */
export function capacity(kl: Scalar, nats: Scalar | number): Scalar {
  if (typeof nats === "number") requireNonNegative("capacity", { nats });
  if (kl.rank > 0)
    throw new GenlabError(
      `capacity: kl has shape [${kl.shape}]. Give a scalar, such as gaussianKl(mean, logVariance).`,
    );
  return tidy(() => abs(sub<Scalar>(kl, nats)));
}
