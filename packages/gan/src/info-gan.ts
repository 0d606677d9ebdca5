import {
  type Context,
  type Decodes,
  type Discriminates,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Phase,
  requireDraws,
  requireLayers,
  type Samples,
} from "@genlab/core";
import { drawClasses, oneHotOf } from "@genlab/layers";
import { categoricalInformation, gaussianInformation, generatorCost } from "@genlab/losses";
import {
  add,
  concat,
  mean,
  mul,
  reshape,
  type Scalar,
  scalar,
  softmax,
  split,
  type Tensor,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { completeInfoGanSettings, type InfoGanSettings } from "./info-gan-settings.js";
import { drawNoise } from "./noise.js";

export interface InfoGanNetworks {
  /** Maps noise and codes `[batch, latent + codes]` to the space of the data. */
  readonly generator: Layer;
  /** Maps examples to `[batch, 1 + codes]`: a logit, the logits of each categorical code, and the means of the continuous ones. */
  readonly discriminator: Layer;
}

/**
 * GAN with codes `c` that examples show: both players also minimise `λ` times the bound `−E log Q(c|G(z, c)) − H(c)` on
 * `−I(c; G(z, c))`, where `Q` shares the discriminator's layers. `Q` of a continuous code is a Gaussian of variance 1, as in the
 * paper's code.
 *
 * Chen et al. 2016, https://arxiv.org/abs/1606.03657
 */
export class InfoGan implements Model, Samples, Decodes, Discriminates {
  readonly generator: Layer;
  readonly discriminator: Layer;
  readonly settings: Required<InfoGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor({ generator, discriminator }: InfoGanNetworks, settings: InfoGanSettings) {
    requireLayers("InfoGan", { generator, discriminator });
    this.generator = generator;
    this.discriminator = discriminator;
    this.settings = completeInfoGanSettings(settings);
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: (batch, context) => this.discriminatorLoss(batch, context),
      },
      { name: "generator", updates: this.generator, loss: (batch, context) => this.generatorLoss(batch, context) },
    ];
  }

  /** Terms: `adversarial`, the mean logits `real` and `fake`, and the bounds `categorical` and `continuous` on the information. */
  discriminatorLoss({ x }: ImageBatch, context: Context): Losses {
    const { fake, codes } = this.fakes(x.shape[0]!, context);
    const [real] = this.judge(x, context);
    const [logits, ...guesses] = this.judge(fake, context);
    const adversarial = this.settings.adversarial.discriminator(real, logits);
    return { ...this.terms(adversarial, guesses, codes), real: mean(real), fake: mean(logits) };
  }

  /** Terms: those of the discriminator but `real`. */
  generatorLoss({ x }: ImageBatch, context: Context): Losses {
    const { fake, codes } = this.fakes(x.shape[0]!, context);
    const [logits, ...guesses] = this.judge(fake, context);
    const adversarial = generatorCost(this.settings.adversarial, logits, () => this.judge(x, context)[0]);
    return { ...this.terms(adversarial, guesses, codes), fake: mean(logits) };
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("InfoGan", { count }, context);
    return tidy(() => this.fakes(count, context).fake);
  }

  get codeShape(): readonly number[] {
    const { latent, categorical, continuous } = this.settings;
    return [categorical.reduce((total, values) => total + values, latent + continuous)];
  }

  /** From `[batch, latent + codes]`: noise, one-hot categorical codes, continuous codes. */
  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.generator.forward(z, context));
  }

  /** What `Q` reads in examples: probabilities of each categorical code and means of the continuous ones, `[batch, codes]`. */
  codes(x: Tensor, context: Context): Tensor {
    return tidy(() => {
      const [, ...guesses] = this.judge(x, context);
      return concat(
        guesses.map((guess, i) => (i < this.settings.categorical.length ? softmax(guess) : guess)),
        1,
      );
    });
  }

  /** The discriminator's logits, `[batch]`. */
  discriminate(x: Tensor, context: Context): Tensor {
    return tidy(() => reshape(this.judge(x, context)[0], [x.shape[0]!]));
  }

  private fakes(count: number, context: Context): { readonly fake: Tensor; readonly codes: readonly Tensor[] } {
    const { prior, latent, categorical, continuous } = this.settings;
    const codes = [
      ...categorical.map((values) => oneHotOf(drawClasses(count, values, context.rng), values)),
      ...(continuous > 0 ? [drawNoise("uniform", count, continuous, context.rng)] : []),
    ];
    const noise = drawNoise(prior, count, latent, context.rng);
    return { fake: this.generator.forward(concat([noise, ...codes], 1), context), codes };
  }

  /** The logits, and `Q`'s guess of each code. */
  private judge(x: Tensor, context: Context): [logits: Tensor, ...guesses: Tensor[]] {
    const { categorical, continuous } = this.settings;
    const sizes = [1, ...categorical, ...(continuous > 0 ? [continuous] : [])];
    return split(this.discriminator.forward(x, context), sizes, -1) as [Tensor, ...Tensor[]];
  }

  private terms(adversarial: Scalar, guesses: readonly Tensor[], codes: readonly Tensor[]): Losses {
    const { categorical, categoricalWeight, continuousWeight } = this.settings;
    const costs = guesses.map((guess, i) =>
      i < categorical.length
        ? categoricalInformation(guess, codes[i]!)
        : gaussianInformation(guess, codes[i]!, zeros(guess.shape)),
    );
    const sum = (terms: readonly Scalar[]) => terms.reduce((total, term) => add(total, term), scalar(0));
    const terms = {
      categorical: sum(costs.slice(0, categorical.length)),
      continuous: sum(costs.slice(categorical.length)),
    };
    const information = add<Scalar>(mul(categoricalWeight, terms.categorical), mul(continuousWeight, terms.continuous));
    return { total: add<Scalar>(adversarial, information), adversarial, ...terms };
  }
}
