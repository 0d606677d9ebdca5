import {
  type Buffer,
  buffer,
  optionsOf,
  refuseUnknown,
  requireFinite,
  requireNonNegative,
  requirePositive,
} from "@genlab/core";
import { add, clipByValue, mean, mul, type Scalar, scalar, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkExamples } from "../check-shapes.js";
import type { AdversarialLoss } from "./adversarial-loss.js";

export interface BoundaryEquilibriumOptions {
  /** `γ`, the ratio `E e(G(z)) / E e(x)` that is held: lower is sharper, higher is more diverse. Default 0.75. */
  readonly diversity?: number;
  /** `λ`, by which the controller moves. Default 0.001. */
  readonly rate?: number;
}

/**
 * The boundary equilibrium game, means over the reconstruction errors `e` of an autoencoder as the discriminator: it minimises
 * `E e(x) − k E e(G(z))`, the generator `E e(G(z))`, and `k ← k + λ (γ E e(x) − E e(G(z)))` within [0, 1].
 * A field of the model holds it, so that `k` is in the model's tree.
 *
 * Berthelot et al. 2017, equation 7, https://arxiv.org/abs/1703.10717
 */
export class BoundaryEquilibrium implements AdversarialLoss {
  /** `k`, a scalar. */
  readonly control: Buffer;
  readonly settings: Required<BoundaryEquilibriumOptions>;

  /** @throws GenlabError for a diversity that is not above 0, a rate below 0, and options that it does not have. */
  constructor(options: BoundaryEquilibriumOptions = {}) {
    const { diversity = 0.75, rate = 0.001, ...others } = optionsOf("BoundaryEquilibrium", options);
    refuseUnknown("BoundaryEquilibrium", others, { diversity, rate });
    requirePositive("BoundaryEquilibrium", { diversity });
    requireNonNegative("BoundaryEquilibrium", { rate });
    requireFinite("BoundaryEquilibrium", { rate });
    this.control = buffer(() => scalar(0));
    this.settings = { diversity, rate };
  }

  discriminator(real: Tensor, fake: Tensor): Scalar {
    checkExamples("BoundaryEquilibrium", { real, fake });
    return tidy(() => sub<Scalar>(mean(real), mul(this.control, mean(fake))));
  }

  generator(fake: Tensor): Scalar {
    checkExamples("BoundaryEquilibrium", { fake });
    return mean<Scalar>(fake);
  }

  /** Moves `k`: once a training step, with that step's errors. */
  update(real: Tensor, fake: Tensor): void {
    checkExamples("BoundaryEquilibrium", { real, fake });
    const { diversity, rate } = this.settings;
    tidy(() => {
      const imbalance = sub(mul(diversity, mean(real)), mean(fake));
      this.control.assign(clipByValue(add(this.control, mul(rate, imbalance)), 0, 1));
    });
  }
}
