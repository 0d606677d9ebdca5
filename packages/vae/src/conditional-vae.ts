import {
  type Context,
  completeSettings,
  count,
  createFrom,
  type Decodes,
  type DecodesClasses,
  delegate,
  type EncodesClasses,
  type FactoryOptions,
  type Given,
  type ImageBatch,
  type Losses,
  type Model,
  modelRecipe,
  type Phase,
  type Rng,
  requireClassIndices,
  requireDraws,
  requireLabels,
  requireShape,
  type Samples,
  type SamplesClasses,
  type Scores,
  type Weighs,
  withDefault,
} from "@genlab/core";
import { appendCondition, drawClasses, oneHotOf, Sequential, withCondition } from "@genlab/layers";
import { broadcastTo, logSumExp, neg, range, reshape, squeeze, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { quickAdam } from "./parts/adam.js";
import { repeated } from "./parts/log-weights.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import { objectiveOf, objectiveSettings } from "./parts/objective-settings.js";
import { Vae, type VaeNetworks, vaeSettings } from "./vae.js";

export const conditionalVaeSettings = { classes: count("How many classes there are."), ...vaeSettings };

export interface ConditionalVaeSettings extends Given<typeof conditionalVaeSettings> {}

export interface ConditionalVae extends Pick<Vae, "startAtMean"> {}

/**
 * Conditional VAE: minimises `−E_q(z|x,y) log p(x|z, y) + KL(q(z|x, y) ‖ N(0, I))`, or another objective, given class indices `y`
 * `[batch]`. Its networks read the class as the condition of their context, one-hot `[batch, classes]`.
 *
 * Sohn et al. 2015, https://papers.nips.cc/paper/5775-learning-structured-output-representation-using-deep-conditional-generative-models
 */
export class ConditionalVae
  implements Model, Samples, SamplesClasses, Decodes, EncodesClasses, DecodesClasses, Scores, Weighs
{
  readonly vae: Vae;
  readonly classes: number;

  /** @throws GenlabError for a setting that is none or out of range, and for networks that are none, or that it does not have. */
  constructor(networks: VaeNetworks, settings: ConditionalVaeSettings) {
    const { classes, ...others } = completeSettings("ConditionalVae", conditionalVaeSettings, settings);
    this.vae = new Vae(networks, others);
    this.classes = classes;
  }

  phases(): readonly Phase[] {
    return [{ name: "vae", updates: this, loss: this.loss.bind(this) }];
  }

  /**
   * The objective's terms.
   *
   * @throws GenlabError for a batch without labels, and for labels that are none of the classes.
   */
  loss(batch: ImageBatch, context: Context): Losses {
    const y = this.checked(requireLabels("ConditionalVae", batch), batch.x);
    return this.vae.loss(batch, this.given(y, context));
  }

  /** Examples of classes drawn evenly. */
  sample(count: number, context: Context): Tensor {
    requireDraws("ConditionalVae", { count }, context);
    return tidy(() => {
      const y = drawClasses(count, this.classes, context.rng);
      return this.vae.sample(count, this.given(y, context));
    });
  }

  /**
   * An example of each class index in `y` `[count]`.
   *
   * @throws GenlabError for an index that is none of the classes.
   */
  sampleClasses(y: Tensor, context: Context): Tensor {
    this.checked(y);
    return tidy(() => this.vae.sample(y.shape[0]!, this.given(y, context)));
  }

  /**
   * The posterior's means given the classes `y` `[batch]`: `[batch, latent]`. Decoding them as another class keeps the style.
   *
   * @throws GenlabError for an index that is none of the classes, and unless there is one an example.
   */
  encodeClasses(x: Tensor, y: Tensor, context: Context): Tensor {
    this.checked(y, x);
    return tidy(() => this.vae.encode(x, this.given(y, context)));
  }

  /**
   * The data of codes as the classes `y` `[batch]`.
   *
   * @throws GenlabError for an index that is none of the classes, and unless there is one a code.
   */
  decodeClasses(z: Tensor, y: Tensor, context: Context): Tensor {
    this.checked(y, z);
    return tidy(() => this.vae.decode(z, this.given(y, context)));
  }

  get codeShape(): readonly number[] {
    return [this.vae.settings.latent];
  }

  /**
   * Codes of the prior, N(0, 1): `[count, latent]`.
   *
   * @throws GenlabError for a count that is none.
   */
  drawCodes(count: number, context: Context): Tensor {
    requireDraws("ConditionalVae", { count }, context);
    return context.rng.normal([count, ...this.codeShape]);
  }

  /** The data of codes, as classes drawn evenly. */
  decode(z: Tensor, context: Context): Tensor {
    requireShape("ConditionalVae.decode", z, ["batch", ...this.codeShape]);
    return tidy(() => {
      const y = drawClasses(z.shape[0]!, this.classes, context.rng);
      return this.vae.decode(z, this.given(y, context));
    });
  }

  /**
   * One draw's bound on `−log p(x)` of each example, `[batch]`, in nats, with classes as likely as one another: that of
   * `−log 1/K Σ_y p(x|y)`. It takes a pass for each class.
   */
  score(x: Tensor, context: Context): Tensor {
    // with the divergences in closed form the sum of the classes' bounds would be none
    return tidy(() => neg(squeeze(this.logWeights(x, 1, context), [0])));
  }

  /**
   * Log-weights of so many draws for each example, `[samples, batch]`, in nats: `log 1/K Σ_y p(x, z_y|y) / q(z_y|x, y)` with a
   * `z_y ~ q(z|x, y)` for each of the classes, as likely as one another. The mean weight estimates `p(x)`, whatever the class.
   */
  logWeights(x: Tensor, samples: number, context: Context): Tensor {
    return tidy(() => this.overClasses(x, context, (all, given) => this.vae.logWeights(all, samples, given)));
  }

  /** `log 1/K Σ_y exp(f)`, from `[..., classes · batch]` of the examples as every class, to `[..., batch]`. */
  private overClasses(x: Tensor, context: Context, of: (all: Tensor, given: Context) => Tensor): Tensor {
    requireShape("ConditionalVae", x, ["batch", "..."]);
    const batch = x.shape[0]!;
    const each = reshape(range(0, this.classes, 1, "int32"), [this.classes, 1]);
    const y = reshape(broadcastTo(each, [this.classes, batch]), [this.classes * batch]);
    const values = of(repeated(x, this.classes), this.given(y, context));
    const byClass = reshape(values, [...values.shape.slice(0, -1), this.classes, batch]);
    return sub(logSumExp(byClass, -2), Math.log(this.classes));
  }

  /** Class indices of users, one for each of `examples`. */
  private checked(y: Tensor, examples?: Tensor): Tensor {
    requireShape("ConditionalVae's classes", y, [examples?.shape[0] ?? "count"]);
    requireClassIndices("ConditionalVae", y, this.classes);
    return y;
  }

  private given(y: Tensor, context: Context): Context {
    return withCondition(context, oneHotOf(y, this.classes));
  }
}

const classes = withDefault(conditionalVaeSettings.classes, 10);

delegate(ConditionalVae, "vae", ["startAtMean"]);

export const conditionalVaeRecipe = modelRecipe({
  description: "VAE of a class at a time",
  paper:
    "https://papers.nips.cc/paper/5775-learning-structured-output-representation-using-deep-conditional-generative-models",
  optimizer: quickAdam,
  settings: { classes, ...objectiveSettings, ...networkSettings },
  create(options, { rng }) {
    const { shape, latent, classes } = options;
    const encoderShape = [...shape.slice(0, -1), shape.at(-1)! + classes];
    const { encoder, decoder, likelihood } = fittingNetworks(options, rng, { encoderShape, latent: latent + classes });
    const networks = {
      encoder: new Sequential([appendCondition, encoder]),
      decoder: new Sequential([appendCondition, decoder]),
      likelihood,
    };
    return new ConditionalVae(networks, { classes, latent, objective: objectiveOf("createConditionalVae", options) });
  },
});

export interface CreateConditionalVaeOptions extends FactoryOptions<typeof conditionalVaeRecipe.settings> {}

/**
 * A conditional VAE with networks that fit the shape of one example: the encoder has a plane for each class beside the channels of
 * `x`, the decoder the class beside the code.
 *
 * @throws GenlabError for an option that is none or out of range, and for an objective beside settings of the ELBO.
 *
 * @example
 * ```ts
 * import { createConditionalVae, createContext, createRng } from "genlab";
 * import { tensor1d } from "@tensorflow/tfjs-core";
 *
 * const rng = createRng(1);
 * const model = createConditionalVae({ shape: [8, 8, 1], classes: 10, network: "dense" }, rng);
 * console.log(model.sampleClasses(tensor1d([3, 7], "int32"), createContext({ rng })).shape); // [2, 8, 8, 1]
 * ```
 */
export function createConditionalVae(options: CreateConditionalVaeOptions, rng: Rng): ConditionalVae {
  return createFrom("createConditionalVae", conditionalVaeRecipe, options, { rng });
}
