import { GenlabError, requireFinite, requireNonNegative, requireTensor } from "@genlab/core";
import { abs, type Scalar, sub, Tensor, tidy } from "@tensorflow/tfjs-core";

/**
 * `|KL − C|`: holds a divergence at a capacity `C` in nats, which a schedule raises (`context.schedule`).
 *
 * Burgess et al. 2018, https://arxiv.org/abs/1804.03599
 *
 * @throws GenlabError for a divergence that is no scalar, and for nats below 0 or no scalar.
 */
export function capacity(kl: Scalar, nats: Scalar | number): Scalar {
  requireTensor("capacity: kl", kl);
  if (!(nats instanceof Tensor)) {
    requireNonNegative("capacity", { nats });
    requireFinite("capacity", { nats });
  } else if (nats.rank > 0) {
    throw new GenlabError(`capacity: nats has shape [${nats.shape}]. Give a number, or a scalar.`);
  }
  if (kl.rank > 0)
    throw new GenlabError(
      `capacity: kl has shape [${kl.shape}]. Give a scalar, such as gaussianKl(mean, logVariance).`,
    );
  return tidy(() => abs(sub<Scalar>(kl, nats)));
}
