import { type Autoencodes, type Context, delegate, type Samples } from "@genlab/core";
import { type DiagonalGaussian, diagonalGaussian, reparameterize } from "@genlab/layers";
import type { Tensor } from "@tensorflow/tfjs-core";
import { LatentCoder, type LatentCoderParts } from "./latent-coder.js";
import { GaussianPrior } from "./priors.js";

export interface PosteriorCoderParts extends Pick<LatentCoderParts, "encoder" | "decoder" | "error"> {
  readonly latent: number;
}

/** The coder of a VAE: its encoder gives means and log-variances of a Gaussian posterior, its codes are the means, its prior is `N(0, I)`. */
export class PosteriorCoder {
  readonly coder: LatentCoder;
  readonly latent: number;

  /** @param owner what holds it, for errors */
  constructor(owner: string, { latent, ...parts }: PosteriorCoderParts) {
    const code = (output: Tensor): Tensor => diagonalGaussian(output, latent).mean;
    this.coder = new LatentCoder(owner, { ...parts, code, prior: new GaussianPrior({ latent }) });
    this.latent = latent;
  }

  /** `q(z|x)`. */
  posterior(x: Tensor, context: Context): DiagonalGaussian {
    return diagonalGaussian(this.coder.parts.encoder.forward(x, context), this.latent);
  }

  /** What is decoded from one draw of each posterior. */
  decodeDraw(posterior: DiagonalGaussian, context: Context): Tensor {
    return this.decode(reparameterize(posterior, context.rng), context);
  }
}

export interface PosteriorCoder extends Samples, Autoencodes {}
delegate(PosteriorCoder, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);
