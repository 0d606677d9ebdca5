import {
  type Autoencodes,
  type Context,
  completeSettings,
  createFrom,
  delegate,
  type FactoryOptions,
  GenlabError,
  type Given,
  type ImageBatch,
  type Losses,
  type Model,
  modelRecipe,
  type Phase,
  pick,
  type Rng,
} from "@genlab/core";
import { div, log, maximum, mean, mul, type Scalar, squaredDifference, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { Autoencoder, type AutoencoderNetworks } from "./autoencoder.js";
import { quickAdam } from "./parts/adam.js";
import type { Corruption } from "./parts/corruption.js";
import { corruptionOf, corruptionSettings } from "./parts/corruption-settings.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";

export const denoisingAutoencoderSettings = corruptionSettings;

export interface DenoisingAutoencoderSettings extends Given<typeof denoisingAutoencoderSettings> {}

export interface DenoisingAutoencoder extends Autoencodes, Pick<Autoencoder, "startAtMean"> {}

/**
 * Denoising autoencoder: minimises `−log p(x | decoder(encoder(x̃)))` with `x̃` a corrupted copy of `x`, a sum over an example and the
 * mean over the batch. Reports the peak signal-to-noise ratio in decibels of the corrupted data (`psnrNoisy`) and of the restored
 * (`psnr`); the peak is the width of the likelihood's range of data, or 1 where it has none. Its reconstructions restore what may be
 * damaged.
 *
 * Vincent et al. 2008, https://www.cs.toronto.edu/~larocheh/publications/icml-2008-denoising-autoencoders.pdf
 */
export class DenoisingAutoencoder implements Model {
  readonly autoencoder: Autoencoder;
  readonly settings: { readonly corruption: Corruption };

  /** @throws GenlabError for a corruption that needs a range where the likelihood has none, and for settings or networks that it does not have. */
  constructor(networks: AutoencoderNetworks, settings: DenoisingAutoencoderSettings = {}) {
    const values = completeSettings("DenoisingAutoencoder", denoisingAutoencoderSettings, settings);
    const corruption = corruptionOf("DenoisingAutoencoder", values);
    this.autoencoder = new Autoencoder(networks);
    this.settings = { corruption };
    if (corruption.needsRange && !this.autoencoder.likelihood.dataRange) {
      throw new GenlabError(
        "`corruption` of DenoisingAutoencoder sets entries to the ends of the data's range, but its likelihood is for data anywhere. Choose gaussianNoise or maskingNoise, or a likelihood for data in a range.",
      );
    }
  }

  phases(): readonly Phase[] {
    return [{ name: "autoencoder", updates: this, loss: this.loss.bind(this) }];
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
}

/** `−10 log₁₀ mean (y − x)² / peak²`; at most 100 dB, so that equal images have a finite value. */
function psnr(y: Tensor, x: Tensor, peak: number): Scalar {
  const error = maximum<Scalar>(div(mean(squaredDifference(y, x)), peak ** 2), 1e-10);
  return div<Scalar>(mul(-10, log(error)), Math.LN10);
}

delegate(DenoisingAutoencoder, "autoencoder", ["encode", "decode", "reconstruct", "score", "startAtMean"]);

export const denoisingAutoencoderRecipe = modelRecipe({
  description: "Autoencoder that restores damaged data",
  paper: "https://www.cs.toronto.edu/~larocheh/publications/icml-2008-denoising-autoencoders.pdf",
  optimizer: quickAdam,
  settings: { ...denoisingAutoencoderSettings, ...networkSettings },
  create: (options, { rng }) =>
    new DenoisingAutoencoder(fittingNetworks(options, rng), pick(options, denoisingAutoencoderSettings)),
});

export interface CreateDenoisingAutoencoderOptions extends FactoryOptions<typeof denoisingAutoencoderRecipe.settings> {}

/**
 * A denoising autoencoder with networks that fit the shape of one example.
 *
 * @throws GenlabError for an option that is none or out of range.
 *
 * @example
 * ```ts
 * import { createDenoisingAutoencoder, createRng, digits, fit } from "genlab";
 *
 * const noise = { corruption: "salt-and-pepper", level: 0.2 } as const;
 * await fit((rng) => createDenoisingAutoencoder({ shape: [8, 8, 1], latent: 16, network: "dense", ...noise }, rng), await digits(), { steps: 5 });
 * ```
 */
export function createDenoisingAutoencoder(options: CreateDenoisingAutoencoderOptions, rng: Rng): DenoisingAutoencoder {
  return createFrom("createDenoisingAutoencoder", denoisingAutoencoderRecipe, options, { rng });
}
