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
  requireCounts,
  requireNonNegative,
  type Scores,
} from "@genlab/core";
import { add, mean, mul, type Scalar, type Tensor } from "@tensorflow/tfjs-core";
import { Autoencoder, type AutoencoderNetworks } from "./autoencoder.js";
import { squaredJacobianNorm } from "./squared-jacobian-norm.js";

export interface ContractiveAutoencoderSettings {
  /** `λ`, the weight of the contraction. Default 0.1, chosen here: the paper searches for it by data set. */
  readonly weight?: number;
  /** Random vectors that the Jacobian's norm is estimated with; each costs a pass back through the encoder. Default 1. */
  readonly probes?: number;
}

/**
 * Contractive autoencoder: minimises `−log p(x | decoder(z)) + λ ‖∂z/∂x‖²_F` with `z = encoder(x)`, so that codes change little
 * where the data do not vary. The norm is estimated with random vectors, for encoders of any depth.
 *
 * Rifai et al. 2011, https://icml.cc/2011/papers/455_icmlpaper.pdf
 */
export class ContractiveAutoencoder implements Model, Encodes, Decodes, Reconstructs, Scores {
  readonly autoencoder: Autoencoder;
  readonly settings: Required<ContractiveAutoencoderSettings>;

  /** @throws GenlabError for a weight below 0, probes that are no count, and settings or networks that it does not have. */
  constructor(networks: AutoencoderNetworks, settings: ContractiveAutoencoderSettings = {}) {
    const { weight = 0.1, probes = 1, ...others } = settings;
    refuseUnknown("ContractiveAutoencoder", others, { weight, probes });
    requireNonNegative("ContractiveAutoencoder", { weight });
    requireCounts("ContractiveAutoencoder", { probes });
    this.autoencoder = new Autoencoder(networks);
    this.settings = { weight, probes };
  }

  phases(): readonly Phase[] {
    return [{ name: "autoencoder", updates: this, loss: (batch, context) => this.loss(batch, context) }];
  }

  /** Terms: `reconstruction`, `contraction`. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const { weight, probes } = this.settings;
    const reconstruction = mean<Scalar>(this.score(x, context));
    const map = (input: Tensor) => this.encode(input, context);
    const contraction = mean<Scalar>(squaredJacobianNorm({ map, x, probes }, context.rng));
    return { total: add(reconstruction, mul(weight, contraction)), reconstruction, contraction };
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
