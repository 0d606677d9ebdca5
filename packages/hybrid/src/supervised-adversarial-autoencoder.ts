import {
  type Context,
  completeSettings,
  count,
  createFrom,
  type Decodes,
  delegate,
  type Encodes,
  type FactoryOptions,
  type Given,
  holdLayers,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  modelRecipe,
  type Phase,
  pick,
  type Rng,
  requireLabels,
  type Samples,
  type SamplesClasses,
  type Values,
  withDefault,
} from "@genlab/core";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { adversarialAutoencoderSettings } from "./adversarial-autoencoder.js";
import { ClassDecoder } from "./parts/class-decoder.js";
import { CodeGame } from "./parts/code-game.js";
import { codeDiscriminatorNetwork, decoderNetwork, encoderNetwork, hybridSettings } from "./parts/networks.js";
import { GaussianPrior } from "./parts/priors.js";

export interface SupervisedAdversarialAutoencoderNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes and one-hot labels, `[batch, latent + classes]`, to data. */
  readonly decoder: Layer;
  /** Maps codes to logits `[batch, 1]`. */
  readonly discriminator: Layer;
}

const { stochastic: _, ...others } = adversarialAutoencoderSettings;

export const supervisedAdversarialAutoencoderSettings = { classes: count("How many classes there are."), ...others };

export interface SupervisedAdversarialAutoencoderSettings
  extends Given<typeof supervisedAdversarialAutoencoderSettings> {}

const OWNER = "SupervisedAdversarialAutoencoder";

export interface SupervisedAdversarialAutoencoder
  extends SupervisedAdversarialAutoencoderNetworks,
    Samples,
    SamplesClasses,
    Decodes {
  /**
   * Data `[batch, ...]` of styles `[batch, latent]` and class indices `[batch]`.
   *
   * @throws GenlabError for a class that is none, and for another number of classes than of styles.
   */
  decodeClasses(z: Tensor, y: Tensor, context: Context): Tensor;
}

/**
 * Supervised adversarial autoencoder: minimises `E d(x, Dec(E(x), y))` and matches the codes with the prior adversarially. The decoder is
 * told the label `y`, so that the code holds the rest: the style.
 *
 * Makhzani et al. 2015, section 4, https://arxiv.org/abs/1511.05644
 */
export class SupervisedAdversarialAutoencoder implements Model, Encodes {
  readonly settings: Values<typeof supervisedAdversarialAutoencoderSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: SupervisedAdversarialAutoencoderNetworks, settings: SupervisedAdversarialAutoencoderSettings) {
    holdLayers(OWNER, this, networks, ["encoder", "decoder", "discriminator"]);
    this.settings = completeSettings(OWNER, supervisedAdversarialAutoencoderSettings, settings);
  }

  get classDecoder(): ClassDecoder {
    const { latent, classes } = this.settings;
    return new ClassDecoder(OWNER, { decoder: this.decoder, latent, classes, prior: new GaussianPrior(this.settings) });
  }

  private get codeGame(): CodeGame {
    return new CodeGame({
      discriminator: this.discriminator,
      prior: this.classDecoder.parts.prior,
      game: this.settings.game,
    });
  }

  phases(): readonly Phase[] {
    return [
      { name: "autoencoder", updates: [this.encoder, this.decoder], loss: this.autoencoderLosses.bind(this) },
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: ({ x }, context) =>
          this.codeGame.discriminatorLosses(x.shape[0]!, () => this.encode(x, context), context),
      },
      {
        name: "encoder",
        updates: this.encoder,
        loss: ({ x }, context) => ({ total: this.codeGame.encoderCost(this.encode(x, context), context) }),
      },
    ];
  }

  /** @throws GenlabError for a batch without labels, and for labels that are none of the classes. */
  autoencoderLosses(batch: ImageBatch, context: Context): Losses {
    const { x } = batch;
    const labels = requireLabels(OWNER, batch);
    const decoded = this.decodeClasses(this.encode(x, context), labels, context);
    return { total: this.settings.reconstruction(decoded, x) };
  }

  /** The style of each example. */
  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => this.encoder.forward(x, context));
  }

  get classes(): number {
    return this.settings.classes;
  }
}

delegate(SupervisedAdversarialAutoencoder, "classDecoder", ["sample", "sampleClasses", "decode", "decodeClasses"]);

export const supervisedAdversarialAutoencoderRecipe = modelRecipe({
  description: "Adversarial autoencoder whose decoder is told the class, so that codes hold the style",
  paper: "https://arxiv.org/abs/1511.05644",
  settings: {
    ...supervisedAdversarialAutoencoderSettings,
    classes: withDefault(supervisedAdversarialAutoencoderSettings.classes, 10),
    ...hybridSettings,
    batchNorm: withDefault(hybridSettings.batchNorm, "on"),
  },
  create(options, { rng }) {
    const { latent, classes } = options;
    const encoder = encoderNetwork(options, latent, rng);
    const decoder = decoderNetwork({ ...options, latent: latent + classes }, rng);
    const discriminator = codeDiscriminatorNetwork(options, rng);
    return new SupervisedAdversarialAutoencoder(
      { encoder, decoder, discriminator },
      pick(options, supervisedAdversarialAutoencoderSettings),
    );
  },
});

export interface CreateSupervisedAdversarialAutoencoderOptions
  extends FactoryOptions<typeof supervisedAdversarialAutoencoderRecipe.settings> {}

/**
 * A supervised adversarial autoencoder with networks that fit the shape of one example: `createSupervisedAdversarialAutoencoder({ shape: [28, 28, 1], latent: 8, classes: 10 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createSupervisedAdversarialAutoencoder(
  options: CreateSupervisedAdversarialAutoencoderOptions,
  rng: Rng,
): SupervisedAdversarialAutoencoder {
  return createFrom("createSupervisedAdversarialAutoencoder", supervisedAdversarialAutoencoderRecipe, options, { rng });
}
