import {
  type Context,
  type Decodes,
  type Encodes,
  type ImageBatch,
  type Losses,
  type Model,
  type Phase,
  type Reconstructs,
  refuseUnknown,
  requireFunctions,
  requireNonNegative,
  type Scores,
} from "@genlab/core";
import { addN, mean, mul, type Scalar, square, sum, type Tensor } from "@tensorflow/tfjs-core";
import { Autoencoder, type AutoencoderNetworks } from "./autoencoder.js";
import { type DecoderRegularizer, gradientPenalty } from "./decoder-regularizer.js";

export interface RegularizedAutoencoderSettings {
  /** `gradientPenalty` (RAE-GP), `weightDecay` (RAE-L2), or one of your own. Default `gradientPenalty`. */
  readonly regularizer?: DecoderRegularizer;
  /** `β`, the weight of the codes' size. Default 1e-4, as in Pythae, https://github.com/clementchadebec/benchmark_VAE. */
  readonly codeWeight?: number;
  /** `λ`, the weight of the regularizer. Default 1e-7, as in Pythae. */
  readonly regularizerWeight?: number;
}

/**
 * Regularised autoencoder: minimises `−log p(x | D(z)) + β ½ ‖z‖² + λ R(D)` with `z = encoder(x)`: small codes and a smooth decoder
 * in the place of a VAE's noise. A density that is fitted to its codes makes it a generator.
 *
 * Ghosh et al. 2019, https://arxiv.org/abs/1903.12436
 */
export class RegularizedAutoencoder implements Model, Encodes, Decodes, Reconstructs, Scores {
  readonly autoencoder: Autoencoder;
  readonly settings: Required<RegularizedAutoencoderSettings>;

  /** @throws GenlabError for weights below 0, and for settings or networks that it does not have. */
  constructor(networks: AutoencoderNetworks, settings: RegularizedAutoencoderSettings = {}) {
    const { regularizer = gradientPenalty, codeWeight = 1e-4, regularizerWeight = 1e-7, ...others } = settings;
    refuseUnknown("RegularizedAutoencoder", others, { regularizer, codeWeight, regularizerWeight });
    requireFunctions("RegularizedAutoencoder", { regularizer }, "weightDecay");
    requireNonNegative("RegularizedAutoencoder", { codeWeight, regularizerWeight });
    this.autoencoder = new Autoencoder(networks);
    this.settings = { regularizer, codeWeight, regularizerWeight };
  }

  phases(): readonly Phase[] {
    return [{ name: "autoencoder", updates: this, loss: (batch, context) => this.loss(batch, context) }];
  }

  /** Terms: `reconstruction`, `codes` (`½ ‖z‖²`), `regularization`. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const { regularizer, codeWeight, regularizerWeight } = this.settings;
    const z = this.encode(x, context);
    const reconstruction = mean<Scalar>(this.autoencoder.distortion(x, z, context));
    const codes = mul<Scalar>(0.5, mean(sum(square(z), 1)));
    const decode = (codes: Tensor) => this.decode(codes, context);
    const regularization = regularizer({ decoder: this.autoencoder.decoder, decode, z }, context.rng);
    const total = addN([reconstruction, mul(codeWeight, codes), mul(regularizerWeight, regularization)]) as Scalar;
    return { total, reconstruction, codes, regularization };
  }

  encode(x: Tensor, context: Context): Tensor {
    return this.autoencoder.encode(x, context);
  }

  decode(z: Tensor, context: Context): Tensor {
    return this.autoencoder.decode(z, context);
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return this.autoencoder.reconstruct(x, context);
  }

  score(x: Tensor, context: Context): Tensor {
    return this.autoencoder.score(x, context);
  }
}
