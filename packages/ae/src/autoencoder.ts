import {
  type Context,
  createFrom,
  delegate,
  type Encodes,
  type FactoryOptions,
  type Layer,
  type Model,
  modelRecipe,
  type Phase,
  type Reconstructs,
  type Rng,
  refuseUnknown,
  requireLayers,
  type Scores,
} from "@genlab/core";
import { DecoderLikelihood, type Likelihood, squaredErrorLikelihood } from "@genlab/losses";
import { mean, sigmoid, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { quickAdam } from "./parts/adam.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";

export interface AutoencoderNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes to what the likelihood reads, of the shape of `x`. */
  readonly decoder: Layer;
  /** What a wrong reconstruction costs. Default: the squared error of `sigmoid(output)`, for data in [0, 1]. */
  readonly likelihood?: Likelihood;
}

export interface Autoencoder extends Pick<DecoderLikelihood, "decode" | "distortion" | "startAtMean"> {}

/**
 * Autoencoder: minimises `−log p(x | decoder(encoder(x)))`, a sum over an example and the mean over the batch.
 *
 * Hinton & Salakhutdinov 2006, https://www.cs.toronto.edu/~hinton/absps/science.pdf
 */
export class Autoencoder implements Model, Encodes, Reconstructs, Scores {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly likelihood: Likelihood;

  /** @throws GenlabError for networks that are none, or that it does not have. */
  constructor({ encoder, decoder, likelihood = squaredErrorLikelihood(sigmoid), ...others }: AutoencoderNetworks) {
    refuseUnknown("Autoencoder", others, { encoder, decoder, likelihood });
    requireLayers("Autoencoder", { encoder, decoder });
    this.encoder = encoder;
    this.decoder = decoder;
    this.likelihood = likelihood;
    void this.decoding; // which refuses a likelihood that is none
  }

  /** What the decoder and its likelihood do. */
  get decoding(): DecoderLikelihood {
    return new DecoderLikelihood("Autoencoder", this);
  }

  phases(): readonly Phase[] {
    return [
      { name: "autoencoder", updates: this, loss: ({ x }, context) => ({ total: mean(this.score(x, context)) }) },
    ];
  }

  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => this.encoder.forward(x, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** The reconstruction error of each example, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.distortion(x, this.encode(x, context), context));
  }
}

delegate(Autoencoder, "decoding", ["decode", "distortion", "startAtMean"]);

export const autoencoderRecipe = modelRecipe({
  description: "Autoencoder",
  paper: "https://www.cs.toronto.edu/~hinton/absps/science.pdf",
  optimizer: quickAdam,
  settings: networkSettings,
  create: (options, { rng }) => new Autoencoder(fittingNetworks(options, rng)),
});

export interface CreateAutoencoderOptions extends FactoryOptions<typeof autoencoderRecipe.settings> {}

/**
 * An autoencoder with networks that fit the shape of one example: `createAutoencoder({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 *
 * @example
 * ```ts
 * import { createAutoencoder, createContext, createRng } from "genlab";
 *
 * const rng = createRng(1);
 * const model = createAutoencoder({ shape: [8, 8, 1], latent: 4, network: "dense" }, rng);
 * const x = rng.uniform([2, 8, 8, 1]);
 * console.log(model.encode(x, createContext({ rng })).shape); // [2, 4]
 * ```
 */
export function createAutoencoder(options: CreateAutoencoderOptions, rng: Rng): Autoencoder {
  return createFrom("createAutoencoder", autoencoderRecipe, options, { rng });
}
