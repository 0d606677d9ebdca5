import type { Rng } from "@genlab/core";
import { mul, type Tensor } from "@tensorflow/tfjs-core";

/** What codes are drawn from where no data are. */
export interface Prior {
  /** Codes `[count, latent]`. */
  draw(count: number, rng: Rng): Tensor;
}

export interface GaussianPriorSettings {
  readonly latent: number;
  /** Default 1. */
  readonly priorDeviation?: number;
}

/** `N(0, σ² I)`. */
export class GaussianPrior implements Prior {
  readonly settings: GaussianPriorSettings;

  constructor(settings: GaussianPriorSettings) {
    this.settings = settings;
  }

  draw(count: number, rng: Rng): Tensor {
    const { latent, priorDeviation = 1 } = this.settings;
    return mul(priorDeviation, rng.normal([count, latent]));
  }
}

/** The uniform distribution on `[−1, 1]^latent`. */
export class UniformPrior implements Prior {
  readonly settings: { readonly latent: number };

  constructor(settings: { readonly latent: number }) {
    this.settings = settings;
  }

  draw(count: number, rng: Rng): Tensor {
    return rng.uniform([count, this.settings.latent], -1, 1);
  }
}
