import {
  type Autoencodes,
  type Context,
  completeSettings,
  count,
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
  type Values,
  weight,
} from "@genlab/core";
import { add, mean, mul, type Scalar, type Tensor } from "@tensorflow/tfjs-core";
import { Autoencoder, type AutoencoderNetworks } from "./autoencoder.js";
import { quickAdam } from "./parts/adam.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import { squaredJacobianNorm } from "./parts/squared-jacobian-norm.js";

export const contractiveAutoencoderSettings = {
  weight: weight("`λ`, the weight of the contraction.", {
    default: 0.1,
    source: "chosen here: the paper searches for it by data set",
  }),
  probes: count(
    "Random vectors that the Jacobian's norm is estimated with; each costs a pass back through the encoder.",
    { default: 1 },
  ),
};

export interface ContractiveAutoencoderSettings extends Given<typeof contractiveAutoencoderSettings> {}

export interface ContractiveAutoencoder extends Autoencodes, Pick<Autoencoder, "startAtMean"> {}

/**
 * Contractive autoencoder: minimises `−log p(x | decoder(z)) + λ ‖∂z/∂x‖²_F` with `z = encoder(x)`, so that codes change little
 * where the data do not vary. The norm is estimated with random vectors, for encoders of any depth.
 *
 * Rifai et al. 2011, https://icml.cc/2011/papers/455_icmlpaper.pdf
 */
export class ContractiveAutoencoder implements Model {
  readonly autoencoder: Autoencoder;
  readonly settings: Values<typeof contractiveAutoencoderSettings>;

  /** @throws GenlabError for a setting that is none or out of range, and for networks that it does not have. */
  constructor(networks: AutoencoderNetworks, settings: ContractiveAutoencoderSettings = {}) {
    this.settings = completeSettings("ContractiveAutoencoder", contractiveAutoencoderSettings, settings);
    this.autoencoder = new Autoencoder(networks);
  }

  phases(): readonly Phase[] {
    return [{ name: "autoencoder", updates: this, loss: this.loss.bind(this) }];
  }

  /** Terms: `reconstruction`, `contraction`. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const { weight, probes } = this.settings;
    const reconstruction = mean<Scalar>(this.score(x, context));
    const map = (input: Tensor) => this.encode(input, context);
    const contraction = mean<Scalar>(squaredJacobianNorm({ map, x, probes }, context.rng));
    return { total: add(reconstruction, mul(weight, contraction)), reconstruction, contraction };
  }
}

delegate(ContractiveAutoencoder, "autoencoder", ["encode", "decode", "reconstruct", "score", "startAtMean"]);

export const contractiveAutoencoderRecipe = modelRecipe({
  description: "Autoencoder whose codes change little with their input",
  paper: "https://icml.cc/2011/papers/455_icmlpaper.pdf",
  optimizer: quickAdam,
  settings: { ...contractiveAutoencoderSettings, ...networkSettings },
  create: (options, { rng }) =>
    new ContractiveAutoencoder(fittingNetworks(options, rng), pick(options, contractiveAutoencoderSettings)),
});

export interface CreateContractiveAutoencoderOptions
  extends FactoryOptions<typeof contractiveAutoencoderRecipe.settings> {}

/**
 * A contractive autoencoder with networks that fit the shape of one example.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createContractiveAutoencoder(
  options: CreateContractiveAutoencoderOptions,
  rng: Rng,
): ContractiveAutoencoder {
  return createFrom("createContractiveAutoencoder", contractiveAutoencoderRecipe, options, { rng });
}
