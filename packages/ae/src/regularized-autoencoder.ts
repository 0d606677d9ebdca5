import {
  type Autoencodes,
  type Context,
  choice,
  completeSettings,
  createFrom,
  delegate,
  type FactoryOptions,
  type Given,
  type ImageBatch,
  type Losses,
  type Model,
  modelRecipe,
  ownFunction,
  type Phase,
  pick,
  type Rng,
  type Values,
  weight,
} from "@genlab/core";
import { addN, mean, mul, type Scalar, square, sum, type Tensor } from "@tensorflow/tfjs-core";
import { Autoencoder, type AutoencoderNetworks } from "./autoencoder.js";
import { quickAdam } from "./parts/adam.js";
import { gradientPenalty, weightDecay } from "./parts/decoder-regularizer.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";

const inPythae = "as in Pythae, https://github.com/clementchadebec/benchmark_VAE";

export const regularizedAutoencoderSettings = {
  regularizer: choice(
    'What keeps the decoder smooth: "gradient-penalty" is RAE-GP, "weight-decay" RAE-L2.',
    { "gradient-penalty": gradientPenalty, "weight-decay": weightDecay },
    { default: "gradient-penalty", own: ownFunction("weightDecay") },
  ),
  codeWeight: weight("`β`, the weight of the codes' size.", { default: 1e-4, source: inPythae }),
  regularizerWeight: weight("`λ`, the weight of the regularizer.", { default: 1e-7, source: inPythae }),
};

export interface RegularizedAutoencoderSettings extends Given<typeof regularizedAutoencoderSettings> {}

export interface RegularizedAutoencoder extends Autoencodes, Pick<Autoencoder, "startAtMean"> {}

/**
 * Regularised autoencoder: minimises `−log p(x | D(z)) + β ½ ‖z‖² + λ R(D)` with `z = encoder(x)`: small codes and a smooth decoder
 * in the place of a VAE's noise. A density that is fitted to its codes makes it a generator.
 *
 * Ghosh et al. 2019, https://arxiv.org/abs/1903.12436
 */
export class RegularizedAutoencoder implements Model {
  readonly autoencoder: Autoencoder;
  readonly settings: Values<typeof regularizedAutoencoderSettings>;

  /** @throws GenlabError for a setting that is none or out of range, and for networks that it does not have. */
  constructor(networks: AutoencoderNetworks, settings: RegularizedAutoencoderSettings = {}) {
    this.settings = completeSettings("RegularizedAutoencoder", regularizedAutoencoderSettings, settings);
    this.autoencoder = new Autoencoder(networks);
  }

  phases(): readonly Phase[] {
    return [{ name: "autoencoder", updates: this, loss: this.loss.bind(this) }];
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
}

delegate(RegularizedAutoencoder, "autoencoder", ["encode", "decode", "reconstruct", "score", "startAtMean"]);

export const regularizedAutoencoderRecipe = modelRecipe({
  description: "Autoencoder with small codes and a smooth decoder",
  paper: "https://arxiv.org/abs/1903.12436",
  optimizer: quickAdam,
  settings: { ...regularizedAutoencoderSettings, ...networkSettings },
  create: (options, { rng }) =>
    new RegularizedAutoencoder(fittingNetworks(options, rng), pick(options, regularizedAutoencoderSettings)),
});

export interface CreateRegularizedAutoencoderOptions
  extends FactoryOptions<typeof regularizedAutoencoderRecipe.settings> {}

/**
 * A regularised autoencoder with networks that fit the shape of one example.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createRegularizedAutoencoder(
  options: CreateRegularizedAutoencoderOptions,
  rng: Rng,
): RegularizedAutoencoder {
  return createFrom("createRegularizedAutoencoder", regularizedAutoencoderRecipe, options, { rng });
}
