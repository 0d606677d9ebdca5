import {
  type Autoencodes,
  type Context,
  completeSettings,
  createFrom,
  delegate,
  type FactoryOptions,
  type Given,
  type ImageBatch,
  type Losses,
  type Model,
  modelRecipe,
  type Phase,
  pick,
  type Rng,
  weight,
} from "@genlab/core";
import { Sequential } from "@genlab/layers";
import { add, mean, mul, type Scalar } from "@tensorflow/tfjs-core";
import { Autoencoder, type AutoencoderNetworks } from "./autoencoder.js";
import { quickAdam } from "./parts/adam.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import type { Sparsity } from "./parts/sparsity.js";
import { sparsityOf, sparsitySettings } from "./parts/sparsity-settings.js";

export const sparseAutoencoderSettings = {
  ...sparsitySettings,
  weight: weight("`β`, the weight of the sparsity's cost.", { default: 3, source: "the exercise's to Ng's notes" }),
};

export interface SparseAutoencoderSettings extends Given<typeof sparseAutoencoderSettings> {}

export interface SparseAutoencoder extends Autoencodes, Pick<Autoencoder, "startAtMean"> {}

/**
 * Sparse autoencoder: minimises `−log p(x | decoder(z)) + β Ω(z)` with `z = activation(encoder(x))`, where few of the codes
 * `[batch, latent]` are active at a time.
 *
 * Ng 2011, https://web.stanford.edu/class/cs294a/sparseAutoencoder.pdf
 */
export class SparseAutoencoder implements Model {
  readonly autoencoder: Autoencoder;
  readonly settings: { readonly sparsity: Sparsity; readonly weight: number };

  /** @throws GenlabError for a setting that is none or out of range, and for networks that it does not have. */
  constructor(networks: AutoencoderNetworks, settings: SparseAutoencoderSettings = {}) {
    const values = completeSettings("SparseAutoencoder", sparseAutoencoderSettings, settings);
    const sparsity = sparsityOf("SparseAutoencoder", values);
    this.settings = { sparsity, weight: values.weight };
    const encoder = new Sequential([networks.encoder, sparsity.activation]);
    this.autoencoder = new Autoencoder({ ...networks, encoder });
  }

  phases(): readonly Phase[] {
    return [{ name: "autoencoder", updates: this, loss: this.loss.bind(this) }];
  }

  /** Terms: `reconstruction`, `sparsity`. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const codes = this.encode(x, context);
    const reconstruction = mean<Scalar>(this.autoencoder.distortion(x, codes, context));
    const sparsity = this.settings.sparsity.penalty(codes);
    return { total: add(reconstruction, mul(this.settings.weight, sparsity)), reconstruction, sparsity };
  }
}

delegate(SparseAutoencoder, "autoencoder", ["encode", "decode", "reconstruct", "score", "startAtMean"]);

export const sparseAutoencoderRecipe = modelRecipe({
  description: "Autoencoder of which few codes are active at a time",
  paper: "https://web.stanford.edu/class/cs294a/sparseAutoencoder.pdf",
  optimizer: quickAdam,
  settings: { ...sparseAutoencoderSettings, ...networkSettings },
  create: (options, { rng }) =>
    new SparseAutoencoder(fittingNetworks(options, rng), pick(options, sparseAutoencoderSettings)),
});

export interface CreateSparseAutoencoderOptions extends FactoryOptions<typeof sparseAutoencoderRecipe.settings> {}

/**
 * A sparse autoencoder with networks that fit the shape of one example.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createSparseAutoencoder(options: CreateSparseAutoencoderOptions, rng: Rng): SparseAutoencoder {
  return createFrom("createSparseAutoencoder", sparseAutoencoderRecipe, options, { rng });
}
