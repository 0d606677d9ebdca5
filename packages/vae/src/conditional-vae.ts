import {
  type Context,
  type Decodes,
  type ImageBatch,
  type Losses,
  type Model,
  type Phase,
  requireCounts,
  requireLabels,
  type Samples,
  type SamplesClasses,
  type Scores,
  type Weighs,
} from "@genlab/core";
import { drawClasses, oneHotOf, withCondition } from "@genlab/layers";
import { broadcastTo, logSumExp, neg, range, reshape, sub, type Tensor } from "@tensorflow/tfjs-core";
import { repeated } from "./log-weights.js";
import { Vae, type VaeNetworks, type VaeSettings } from "./vae.js";

export interface ConditionalVaeSettings extends VaeSettings {
  /** How many classes there are. */
  readonly classes: number;
}

/**
 * Conditional VAE: minimises `−E_q(z|x,y) log p(x|z, y) + KL(q(z|x, y) ‖ N(0, I))`, or another objective, given class indices `y`
 * `[batch]`. Its networks read the class as the condition of their context, one-hot `[batch, classes]`.
 *
 * Sohn et al. 2015, https://papers.nips.cc/paper/5775-learning-structured-output-representation-using-deep-conditional-generative-models
 */
export class ConditionalVae implements Model, Samples, SamplesClasses, Decodes, Scores, Weighs {
  readonly vae: Vae;
  readonly classes: number;

  constructor(networks: VaeNetworks, { classes, ...settings }: ConditionalVaeSettings) {
    requireCounts("ConditionalVae", { classes });
    this.vae = new Vae(networks, settings);
    this.classes = classes;
  }

  phases(): readonly Phase[] {
    return [{ name: "vae", updates: this, loss: (batch, context) => this.loss(batch, context) }];
  }

  /** The objective's terms. */
  loss(batch: ImageBatch, context: Context): Losses {
    return this.vae.loss(batch, this.given(requireLabels("ConditionalVae", batch), context));
  }

  /** Examples of classes drawn evenly. */
  sample(count: number, context: Context): Tensor {
    return this.sampleClasses(drawClasses(count, this.classes, context.rng), context);
  }

  /** An example of each class index in `y` `[count]`. */
  sampleClasses(y: Tensor, context: Context): Tensor {
    return this.vae.sample(y.shape[0]!, this.given(y, context));
  }

  /** The posterior's means given the classes `y` `[batch]`: `[batch, latent]`. Decoding them as another class keeps the style. */
  encodeClasses(x: Tensor, y: Tensor, context: Context): Tensor {
    return this.vae.encode(x, this.given(y, context));
  }

  /** The data of codes as the classes `y` `[batch]`. */
  decodeClasses(z: Tensor, y: Tensor, context: Context): Tensor {
    return this.vae.decode(z, this.given(y, context));
  }

  get codeShape(): readonly number[] {
    return [this.vae.settings.latent];
  }

  /** The data of codes, as classes drawn evenly. */
  decode(z: Tensor, context: Context): Tensor {
    return this.decodeClasses(z, drawClasses(z.shape[0]!, this.classes, context.rng), context);
  }

  /**
   * One draw's bound on `−log p(x)` of each example, `[batch]`, in nats, with classes as likely as one another: that of
   * `−log 1/K Σ_y p(x|y)`. It takes a pass for each class.
   */
  score(x: Tensor, context: Context): Tensor {
    return neg(this.overClasses(x, context, (all, given) => neg(this.vae.score(all, given))));
  }

  /**
   * Log-weights of so many draws for each example, `[samples, batch]`, in nats: `log 1/K Σ_y p(x, z_y|y) / q(z_y|x, y)` with a
   * `z_y ~ q(z|x, y)` for each of the classes, as likely as one another. The mean weight estimates `p(x)`, whatever the class.
   */
  logWeights(x: Tensor, samples: number, context: Context): Tensor {
    return this.overClasses(x, context, (all, given) => this.vae.logWeights(all, samples, given));
  }

  /** `log 1/K Σ_y exp(f)`, from `[..., classes · batch]` of the examples as every class, to `[..., batch]`. */
  private overClasses(x: Tensor, context: Context, of: (all: Tensor, given: Context) => Tensor): Tensor {
    const batch = x.shape[0]!;
    const each = reshape(range(0, this.classes, 1, "int32"), [this.classes, 1]);
    const y = reshape(broadcastTo(each, [this.classes, batch]), [this.classes * batch]);
    const values = of(repeated(x, this.classes), this.given(y, context));
    const byClass = reshape(values, [...values.shape.slice(0, -1), this.classes, batch]);
    return sub(logSumExp(byClass, -2), Math.log(this.classes));
  }

  private given(y: Tensor, context: Context): Context {
    return withCondition(context, oneHotOf(y, this.classes));
  }
}
