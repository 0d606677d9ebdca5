import type { Rng } from "@genlab/core";
import { div, maximum, mul, sqrt, square, sum, type Tensor } from "@tensorflow/tfjs-core";
import type { Prior } from "./priors.js";

/** `√d z / ‖z‖` of each row of `d` numbers: draws from `N(0, I)` keep their variance. */
export function toSphere(z: Tensor): Tensor {
  const squares = maximum(sum(square(z), -1, true), 1e-12); // [batch, 1]
  return mul(z, div(Math.sqrt(z.shape.at(-1)!), sqrt(squares)));
}

/** The uniform distribution on the sphere of radius `√latent`. */
export class SpherePrior implements Prior {
  readonly settings: { readonly latent: number };

  constructor(settings: { readonly latent: number }) {
    this.settings = settings;
  }

  draw(count: number, rng: Rng): Tensor {
    return toSphere(rng.normal([count, this.settings.latent]));
  }
}
