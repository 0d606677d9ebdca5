import { abs, type Scalar, sub } from "@tensorflow/tfjs-core";

/**
 * `|KL − C|`: holds a divergence at a capacity `C` in nats, which a schedule raises (`context.schedule`).
 *
 * Burgess et al. 2018, https://arxiv.org/abs/1804.03599
 */
export const capacity = (kl: Scalar, nats: Scalar | number): Scalar => abs(sub<Scalar>(kl, nats));
