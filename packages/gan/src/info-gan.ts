import {
  type Context,
  completeSettings,
  createFrom,
  type Decodes,
  type Discriminates,
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
  requireDraws,
  type Samples,
  type Values,
} from "@genlab/core";
import { type AdversarialLoss, generatorCost, smoothed } from "@genlab/losses";
import { adversarialNetworks, adversarialSettings } from "@genlab/networks";
import { add, concat, mean, reshape, type Scalar, split, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { Codes, codesSettings } from "./parts/codes.js";
import { dcganAdam } from "./parts/dcgan-adam.js";
import { drawNoise } from "./parts/noise.js";
import { playerSettings } from "./parts/player-settings.js";

export interface InfoGanNetworks {
  /** Maps noise and codes `[batch, latent + codes]` to the space of the data. */
  readonly generator: Layer;
  /** Maps examples to `[batch, 1 + codes]`: a logit, the logits of each categorical code, and the means of the continuous ones. */
  readonly discriminator: Layer;
}

export const infoGanSettings = { ...playerSettings, ...codesSettings };

export interface InfoGanSettings extends Given<typeof infoGanSettings> {}

export interface InfoGan extends InfoGanNetworks {}

/**
 * GAN with codes `c` that examples show: both players also minimise `λ` times the bound `−E log Q(c|G(z, c)) − H(c)` on
 * `−I(c; G(z, c))`, where `Q` shares the discriminator's layers. `Q` of a continuous code is a Gaussian of variance 1, as in the
 * paper's code.
 *
 * Chen et al. 2016, https://arxiv.org/abs/1606.03657
 */
export class InfoGan implements Model, Samples, Decodes, Discriminates {
  readonly settings: Values<typeof infoGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: InfoGanNetworks, settings: InfoGanSettings) {
    holdLayers("InfoGan", this, networks, ["generator", "discriminator"]);
    this.settings = completeSettings("InfoGan", infoGanSettings, settings);
    void [this.game, this.shownCodes]; // which refuse settings that do not go together
  }

  get game(): AdversarialLoss {
    return smoothed("InfoGan", this.settings.game, this.settings.labelSmoothing);
  }

  get shownCodes(): Codes {
    return new Codes(this.settings);
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: this.discriminatorLoss.bind(this),
      },
      { name: "generator", updates: this.generator, loss: this.generatorLoss.bind(this) },
    ];
  }

  /** Terms: `adversarial`, the mean logits `real` and `fake`, and the bounds `categorical` and `continuous` on the information. */
  discriminatorLoss({ x }: ImageBatch, context: Context): Losses {
    const { fake, codes } = this.fakes(x.shape[0]!, context);
    const [real] = this.judge(x, context);
    const [logits, ...guesses] = this.judge(fake, context);
    const adversarial = this.game.discriminator(real, logits);
    return { ...this.terms(adversarial, guesses, codes), real: mean(real), fake: mean(logits) };
  }

  /** Terms: those of the discriminator but `real`. */
  generatorLoss({ x }: ImageBatch, context: Context): Losses {
    const { fake, codes } = this.fakes(x.shape[0]!, context);
    const [logits, ...guesses] = this.judge(fake, context);
    const adversarial = generatorCost(this.game, logits, () => this.judge(x, context)[0]);
    return { ...this.terms(adversarial, guesses, codes), fake: mean(logits) };
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("InfoGan", { count }, context);
    return tidy(() => this.fakes(count, context).fake);
  }

  get codeShape(): readonly number[] {
    return [this.settings.latent + this.shownCodes.features];
  }

  /**
   * Noise and codes, `[count, latent + codes]`.
   *
   * @throws GenlabError for a count that is none.
   */
  drawCodes(count: number, context: Context): Tensor {
    requireDraws("InfoGan", { count }, context);
    return tidy(() => concat([...this.draws(count, context)], 1));
  }

  /** From `[batch, latent + codes]`: noise, one-hot categorical codes, continuous codes. */
  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.generator.forward(z, context));
  }

  /** What `Q` reads in examples: probabilities of each categorical code and means of the continuous ones, `[batch, codes]`. */
  codes(x: Tensor, context: Context): Tensor {
    return tidy(() => {
      const [, ...guesses] = this.judge(x, context);
      return concat(this.shownCodes.read(guesses), 1);
    });
  }

  /** The discriminator's logits, `[batch]`. */
  discriminate(x: Tensor, context: Context): Tensor {
    return tidy(() => reshape(this.judge(x, context)[0], [x.shape[0]!]));
  }

  private fakes(count: number, context: Context): { readonly fake: Tensor; readonly codes: readonly Tensor[] } {
    const [noise, ...codes] = this.draws(count, context);
    return { fake: this.generator.forward(concat([noise, ...codes], 1), context), codes };
  }

  /** Noise, then each code. */
  private draws(count: number, { rng }: Context): readonly [Tensor, ...Tensor[]] {
    const { prior, latent } = this.settings;
    const codes = this.shownCodes.draw(count, rng);
    return [drawNoise(prior, count, latent, rng), ...codes];
  }

  /** The logits, and `Q`'s guess of each code. */
  private judge(x: Tensor, context: Context): [logits: Tensor, ...guesses: Tensor[]] {
    const sizes = [1, ...this.shownCodes.sizes];
    return split(this.discriminator.forward(x, context), sizes, -1) as [Tensor, ...Tensor[]];
  }

  private terms(adversarial: Scalar, guesses: readonly Tensor[], codes: readonly Tensor[]): Losses {
    const { information, categorical, continuous } = this.shownCodes.information(guesses, codes);
    return { total: add<Scalar>(adversarial, information), adversarial, categorical, continuous };
  }
}

export const infoGanRecipe = modelRecipe({
  description: "GAN whose codes show in what it makes",
  paper: "https://arxiv.org/abs/1606.03657",
  // the rates are those of Chen et al. 2016, appendix C
  optimizer: { discriminator: dcganAdam, generator: { ...dcganAdam, learningRate: 1e-3 } },
  settings: { ...infoGanSettings, ...adversarialSettings },
  create(options, { rng }) {
    const { shape, latent } = options;
    const { features } = new Codes(options);
    const networks = adversarialNetworks(
      { ...pick(options, adversarialSettings), shape, latent: latent + features, judgement: { outputs: 1 + features } },
      rng,
    );
    return new InfoGan(networks, pick(options, infoGanSettings));
  },
});

export interface CreateInfoGanOptions extends FactoryOptions<typeof infoGanRecipe.settings> {}

/**
 * An InfoGAN with networks that fit the shape of one example: `createInfoGan({ shape: [28, 28, 1], latent: 62 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 *
 * @example
 * ```ts
 * import { createContext, createInfoGan, createRng } from "genlab";
 *
 * const rng = createRng(1);
 * const model = createInfoGan({ shape: [8, 8, 1], network: "dense", categorical: [10], continuous: 2 }, rng);
 * console.log(model.sample(2, createContext({ rng })).shape); // [2, 8, 8, 1]
 * ```
 */
export function createInfoGan(options: CreateInfoGanOptions, rng: Rng): InfoGan {
  return createFrom("createInfoGan", infoGanRecipe, options, { rng });
}
