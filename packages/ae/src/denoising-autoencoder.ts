import {
  type Context,
  type Decodes,
  type Encodes,
  GenlabError,
  type ImageBatch,
  type Losses,
  type Model,
  type Phase,
  type Reconstructs,
  refuseUnknown,
  requireFunctions,
  type Scores,
} from "@genlab/core";
import { div, log, maximum, mean, mul, type Scalar, squaredDifference, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { Autoencoder, type AutoencoderNetworks } from "./autoencoder.js";
import { type Corruption, gaussianNoise } from "./corruption.js";

export interface DenoisingAutoencoderSettings {
  /** Default `gaussianNoise(0.5)`, as in Keras' example, https://blog.keras.io/building-autoencoders-in-keras.html. */
  readonly corruption?: Corruption;
}

/**
 * Denoising autoencoder: minimises `−log p(x | decoder(encoder(x̃)))` with `x̃` a corrupted copy of `x`, a sum over an example and the
 * mean over the batch. Reports the peak signal-to-noise ratio in decibels of the corrupted data (`psnrNoisy`) and of the restored
 * (`psnr`); the peak is the width of the likelihood's range of data, or 1 where it has none.
 *
 * Vincent et al. 2008, https://www.cs.toronto.edu/~larocheh/publications/icml-2008-denoising-autoencoders.pdf
 */
export class DenoisingAutoencoder implements Model, Encodes, Decodes, Reconstructs, Scores {
  readonly autoencoder: Autoencoder;
  readonly settings: Required<DenoisingAutoencoderSettings>;

  /** @throws GenlabError for a corruption that needs a range where the likelihood has none, and for settings or networks that it does not have. */
  constructor(networks: AutoencoderNetworks, settings: DenoisingAutoencoderSettings = {}) {
    const { corruption = gaussianNoise(0.5), ...others } = settings;
    refuseUnknown("DenoisingAutoencoder", others, { corruption });
    requireFunctions("DenoisingAutoencoder", { corruption }, "gaussianNoise(0.5)");
    this.autoencoder = new Autoencoder(networks);
    this.settings = { corruption };
    if (corruption.needsRange && !this.autoencoder.likelihood.dataRange) {
      throw new GenlabError(
        "`corruption` of DenoisingAutoencoder sets entries to the ends of the data's range, but its likelihood is for data anywhere. Choose gaussianNoise or maskingNoise, or a likelihood for data in a range.",
      );
    }
  }

  phases(): readonly Phase[] {
    return [{ name: "autoencoder", updates: this, loss: (batch, context) => this.loss(batch, context) }];
  }

  loss({ x }: ImageBatch, context: Context): Losses {
    const { encoder, decoder, likelihood } = this.autoencoder;
    const noisy = this.corrupt(x, context);
    const output = decoder.forward(encoder.forward(noisy, context), context);
    const total = mean<Scalar>(likelihood.negativeLog(output, x));
    const { least, most } = likelihood.dataRange ?? { least: 0, most: 1 };
    const quality = (y: Tensor) => psnr(y, x, most - least);
    return { total, psnrNoisy: quality(noisy), psnr: quality(likelihood.mean(output)) };
  }

  /** A damaged copy of `x`. */
  corrupt(x: Tensor, { rng }: Context): Tensor {
    return tidy(() => this.settings.corruption(x, rng, this.autoencoder.likelihood.dataRange ?? null));
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

/** `−10 log₁₀ mean (y − x)² / peak²`; at most 100 dB, so that equal images have a finite value. */
function psnr(y: Tensor, x: Tensor, peak: number): Scalar {
  const error = maximum<Scalar>(div(mean(squaredDifference(y, x)), peak ** 2), 1e-10);
  return div<Scalar>(mul(-10, log(error)), Math.LN10);
}
