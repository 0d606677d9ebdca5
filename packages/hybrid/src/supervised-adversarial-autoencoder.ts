import {
  type Context,
  type Decodes,
  type Defaults,
  type Encodes,
  GenlabError,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Phase,
  requireClassIndices,
  requireCounts,
  requireDraws,
  requireLabels,
  requireLayers,
  requireNonNegative,
  requireShape,
  type Samples,
  type SamplesClasses,
} from "@genlab/core";
import { drawClasses, oneHotOf } from "@genlab/layers";
import { type AdversarialLoss, type BatchLoss, generatorCost, nonSaturating, squaredError } from "@genlab/losses";
import { concat, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";
import { drawPrior } from "./parts/codes.js";
import { judgement } from "./parts/judgement.js";

export interface SupervisedAdversarialAutoencoderNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes and one-hot labels, `[batch, latent + classes]`, to data. */
  readonly decoder: Layer;
  /** Maps codes to logits `[batch, 1]`. */
  readonly discriminator: Layer;
}

export interface SupervisedAdversarialAutoencoderSettings {
  readonly latent: number;
  readonly classes: number;
  /** `σ` of the prior `N(0, σ² I)`. Default 5, as the paper has it on MNIST. */
  readonly priorDeviation?: number;
  /** Default `squaredError`. */
  readonly reconstruction?: BatchLoss;
  /** Default `nonSaturating`. */
  readonly adversarial?: AdversarialLoss;
}

const OWNER = "SupervisedAdversarialAutoencoder";

export const supervisedAdversarialAutoencoderDefaults: Defaults<SupervisedAdversarialAutoencoderSettings> = {
  latent: undefined,
  classes: undefined,
  priorDeviation: 5,
  reconstruction: squaredError,
  adversarial: nonSaturating,
};

/**
 * Supervised adversarial autoencoder: minimises `E d(x, Dec(E(x), y))` and matches the codes with the prior adversarially. The decoder is
 * told the label `y`, so that the code holds the rest: the style.
 *
 * Makhzani et al. 2015, section 4, https://arxiv.org/abs/1511.05644
 */
export class SupervisedAdversarialAutoencoder implements Model, Samples, SamplesClasses, Encodes, Decodes {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly discriminator: Layer;
  readonly settings: Required<SupervisedAdversarialAutoencoderSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: SupervisedAdversarialAutoencoderNetworks, settings: SupervisedAdversarialAutoencoderSettings) {
    const { encoder, decoder, discriminator } = networks;
    requireLayers(OWNER, { encoder, decoder, discriminator });
    this.encoder = encoder;
    this.decoder = decoder;
    this.discriminator = discriminator;
    this.settings = completeSettings(OWNER, settings, supervisedAdversarialAutoencoderDefaults);
    const { latent, classes, priorDeviation } = this.settings;
    requireCounts(OWNER, { latent, classes });
    requireNonNegative(OWNER, { priorDeviation });
  }

  phases(): readonly Phase[] {
    const { adversarial } = this.settings;
    return [
      {
        name: "autoencoder",
        updates: [this.encoder, this.decoder],
        loss: (batch, context) => this.autoencoderLosses(batch, context),
      },
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: ({ x }, context) => {
          const real = this.judgePrior(x.shape[0]!, context);
          const fake = this.judgeCodes(x, context);
          return judgement(adversarial.discriminator(real, fake), real, fake);
        },
      },
      {
        name: "encoder",
        updates: this.encoder,
        loss: ({ x }, context) => {
          const real = () => this.judgePrior(x.shape[0]!, context);
          return { total: generatorCost(adversarial, this.judgeCodes(x, context), real) };
        },
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

  /**
   * Data `[batch, ...]` of styles `[batch, latent]` and class indices `[batch]`.
   *
   * @throws GenlabError for a class that is none, and for another number of classes than of styles.
   */
  decodeClasses(z: Tensor, y: Tensor, context: Context): Tensor {
    requireClassIndices(OWNER, y, this.classes);
    if (z.shape[0] !== y.shape[0]) {
      throw new GenlabError(`${OWNER} got ${z.shape[0]} codes and ${y.shape[0]} classes. Give a class for each code.`);
    }
    return this.styled(z, y, context);
  }

  /** The data of styles, as classes drawn evenly. */
  decode(z: Tensor, context: Context): Tensor {
    requireShape(OWNER, z, ["batch", "..."]);
    return tidy(() => this.styled(z, drawClasses(z.shape[0]!, this.classes, context.rng), context));
  }

  get classes(): number {
    return this.settings.classes;
  }

  /**
   * An example of each class index in `y` `[count]`.
   *
   * @throws GenlabError for a class that is none.
   */
  sampleClasses(y: Tensor, context: Context): Tensor {
    requireClassIndices(OWNER, y, this.classes);
    return tidy(() => this.styled(drawPrior(y.shape[0]!, this.settings, context.rng), y, context));
  }

  /**
   * Examples of classes drawn evenly.
   *
   * @throws GenlabError for a count that is none.
   */
  sample(count: number, context: Context): Tensor {
    requireDraws(OWNER, { count }, context);
    return tidy(() => {
      const classes = drawClasses(count, this.classes, context.rng);
      return this.styled(drawPrior(count, this.settings, context.rng), classes, context);
    });
  }

  /** Classes that were drawn need no check, which would read them. */
  private styled(z: Tensor, y: Tensor, context: Context): Tensor {
    requireShape(OWNER, z, ["batch", this.settings.latent]);
    return tidy(() => {
      const labels = oneHotOf(y, this.classes); // [batch, classes]
      return this.decoder.forward(concat([z, labels], 1), context);
    });
  }

  private judgePrior(count: number, context: Context): Tensor {
    return this.discriminator.forward(drawPrior(count, this.settings, context.rng), context);
  }

  private judgeCodes(x: Tensor, context: Context): Tensor {
    return this.discriminator.forward(this.encode(x, context), context);
  }
}
