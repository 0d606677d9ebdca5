import { GenlabError } from "@genlab/core";
import {
  abs,
  add,
  clipByValue,
  div,
  log,
  mean,
  mul,
  relu,
  type Scalar,
  sigmoid,
  sub,
  sum,
  type Tensor,
  tidy,
} from "@tensorflow/tfjs-core";

/** What keeps codes `[batch, latent]` sparse. */
export interface Sparsity {
  /** From the encoder's output to codes. */
  readonly activation: (output: Tensor) => Tensor;
  /** What activity costs. */
  readonly penalty: (codes: Tensor) => Scalar;
}

/**
 * Codes `z = σ(output)`, each to be active in a share `ρ` of examples: `Σⱼ KL(ρ ‖ ρ̂ⱼ)` between Bernoulli distributions, in nats, with
 * `ρ̂ⱼ` the mean of `zⱼ` over the batch. Ng 2011, https://web.stanford.edu/class/cs294a/sparseAutoencoder.pdf
 *
 * @param target `ρ`. Default 0.05, as there.
 * @throws GenlabError for a target that is not between 0 and 1.
 */
export function klSparsity(target = 0.05): Sparsity {
  if (!(target > 0 && target < 1)) {
    throw new GenlabError(`The target of klSparsity is ${target}. Expected a share between 0 and 1.`);
  }
  return {
    activation: sigmoid,
    penalty(codes) {
      return tidy(() => {
        const active = clipByValue(mean(codes, 0), 1e-6, 1 - 1e-6); // [latent], where both logarithms are finite
        const on = mul(target, log(div(target, active)));
        const off = mul(1 - target, log(div(1 - target, sub(1, active))));
        return sum<Scalar>(add(on, off));
      });
    },
  };
}

/**
 * Codes `z = max(0, output)` at the price of their size: `Σⱼ |zⱼ|`, a sum over an example, the mean over the batch.
 * Goodfellow et al. 2016, section 14.2.1, https://www.deeplearningbook.org/contents/autoencoders.html
 */
export function absoluteSparsity(): Sparsity {
  return { activation: relu, penalty: (codes) => tidy(() => mean<Scalar>(sum(abs(codes), 1))) };
}
