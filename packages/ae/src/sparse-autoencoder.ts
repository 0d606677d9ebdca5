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
  requireMethods,
  requireNonNegative,
  type Scores,
} from "@genlab/core";
import { Sequential } from "@genlab/layers";
import { add, mean, mul, type Scalar, type Tensor } from "@tensorflow/tfjs-core";
import { Autoencoder, type AutoencoderNetworks } from "./autoencoder.js";
import { klSparsity, type Sparsity } from "./sparsity.js";

export interface SparseAutoencoderSettings {
  /** Default `klSparsity()`. */
  readonly sparsity?: Sparsity;
  /** `β`, the weight of the sparsity's cost. Default 3, the exercise's to Ng's notes. */
  readonly weight?: number;
}

/**
 * Sparse autoencoder: minimises `−log p(x | decoder(z)) + β Ω(z)` with `z = activation(encoder(x))`, where few of the codes
 * `[batch, latent]` are active at a time.
 *
 * Ng 2011, https://web.stanford.edu/class/cs294a/sparseAutoencoder.pdf
 */
export class SparseAutoencoder implements Model, Encodes, Decodes, Reconstructs, Scores {
  readonly autoencoder: Autoencoder;
  readonly settings: Required<SparseAutoencoderSettings>;

  /** @throws GenlabError for a weight below 0, and for settings or networks that it does not have. */
  constructor(networks: AutoencoderNetworks, settings: SparseAutoencoderSettings = {}) {
    const { sparsity = klSparsity(), weight = 3, ...others } = settings;
    refuseUnknown("SparseAutoencoder", others, { sparsity, weight });
    requireNonNegative("SparseAutoencoder", { weight });
    requireMethods("SparseAutoencoder", { sparsity }, ["activation", "penalty"], "klSparsity()");
    this.settings = { sparsity, weight };
    const encoder = new Sequential([networks.encoder, sparsity.activation]);
    this.autoencoder = new Autoencoder({ ...networks, encoder });
  }

  phases(): readonly Phase[] {
    return [{ name: "autoencoder", updates: this, loss: (batch, context) => this.loss(batch, context) }];
  }

  /** Terms: `reconstruction`, `sparsity`. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const codes = this.encode(x, context);
    const reconstruction = mean<Scalar>(this.autoencoder.distortion(x, codes, context));
    const sparsity = this.settings.sparsity.penalty(codes);
    return { total: add(reconstruction, mul(this.settings.weight, sparsity)), reconstruction, sparsity };
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
