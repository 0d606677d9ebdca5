import type { Context, Decodes, Encodes, ImageBatch, Losses, Model, Phase, Reconstructs, Scores } from "@genlab/core";
import { div, log, maximum, mean, mul, type Scalar, squaredDifference, type Tensor } from "@tensorflow/tfjs-core";
import { Autoencoder, type AutoencoderNetworks } from "./autoencoder.js";
import { type Corruption, gaussianNoise } from "./corruption.js";

export interface DenoisingAutoencoderSettings {
  /** Default `gaussianNoise(0.5)`, as in Keras' example, https://blog.keras.io/building-autoencoders-in-keras.html. */
  readonly corruption?: Corruption;
}

/**
 * Denoising autoencoder: minimises `−log p(x | decoder(encoder(x̃)))` with `x̃` a corrupted copy of `x`, a sum over an example and the
 * mean over the batch. Reports the peak signal-to-noise ratio in decibels of the corrupted data (`psnrNoisy`) and of the restored
 * (`psnr`), for data in [0, 1].
 *
 * Vincent et al. 2008, https://www.cs.toronto.edu/~larocheh/publications/icml-2008-denoising-autoencoders.pdf
 */
export class DenoisingAutoencoder implements Model, Encodes, Decodes, Reconstructs, Scores {
  readonly autoencoder: Autoencoder;
  readonly settings: Required<DenoisingAutoencoderSettings>;

  constructor(networks: AutoencoderNetworks, settings: DenoisingAutoencoderSettings = {}) {
    this.autoencoder = new Autoencoder(networks);
    this.settings = { corruption: gaussianNoise(0.5), ...settings };
  }

  phases(): readonly Phase[] {
    return [{ name: "autoencoder", updates: this, loss: (batch, context) => this.loss(batch, context) }];
  }

  loss({ x }: ImageBatch, context: Context): Losses {
    const { encoder, decoder, likelihood } = this.autoencoder;
    const noisy = this.corrupt(x, context);
    const output = decoder.forward(encoder.forward(noisy, context), context);
    const total = mean<Scalar>(likelihood.negativeLog(output, x));
    return { total, psnrNoisy: psnr(noisy, x), psnr: psnr(likelihood.mean(output), x) };
  }

  /** A damaged copy of `x`. */
  corrupt(x: Tensor, { rng }: Context): Tensor {
    return this.settings.corruption(x, rng);
  }

  encode(x: Tensor, context: Context): Tensor {
    return this.autoencoder.encode(x, context);
  }

  decode(z: Tensor, context: Context): Tensor {
    return this.autoencoder.decode(z, context);
  }

  /** Restores what may be damaged. */
  reconstruct(x: Tensor, context: Context): Tensor {
    return this.autoencoder.reconstruct(x, context);
  }

  score(x: Tensor, context: Context): Tensor {
    return this.autoencoder.score(x, context);
  }
}

/** `−10 log₁₀ mean (y − x)²`, with a peak of 1; at most 100 dB, so that equal images have a finite value. */
function psnr(y: Tensor, x: Tensor): Scalar {
  const error = maximum<Scalar>(mean(squaredDifference(y, x)), 1e-10);
  return div<Scalar>(mul(-10, log(error)), Math.LN10);
}
