import { type Context, canScore, type Layer, type Model } from "@genlab/core";
import { Gan } from "@genlab/gan";
import { StagedAutoencoderGan, VaeGan, WeightedVaeGan } from "@genlab/hybrid";
import { type AdversarialLoss, gaussianKl, minimax, nonSaturating } from "@genlab/losses";
import { Vae } from "@genlab/vae";
import { add, mul, neg, reshape, type Scalar, sum, type Tensor, tile } from "@tensorflow/tfjs-core";

/** What a judgement is: a probability's logit that an example is real, a critic's number without scale, or an error. */
export type JudgementKind = "logit" | "critic" | "error";

/** How a model tells what is like the data from what is not. */
export interface Judge {
  readonly kind: JudgementKind;
  /** One number an example, `[count]`: the higher, the more like the data. */
  judge(x: Tensor, context: Context): Tensor;
  /** What those who made `x` would lower by moving it, summed over the examples. */
  cost(x: Tensor, real: Tensor, context: Context): Scalar;
}

/** The discriminator of the model's data. Without one: its error, turned about. Null where it has neither. */
export function judgeOf(model: Model): Judge | null {
  if (model instanceof Gan) {
    return adversary(model.discriminator, model.game, model.settings.pack);
  }
  if (model instanceof VaeGan || model instanceof WeightedVaeGan || model instanceof StagedAutoencoderGan) {
    return adversary(model.discriminator, model.settings.game, 1);
  }
  if (model instanceof Vae) return fromError((x, context) => boundAtTheMean(model, x, context));
  return canScore(model) ? fromError((x, context) => model.score(x, context)) : null;
}

type PerExample = (x: Tensor, context: Context) => Tensor;

const fromError = (error: PerExample): Judge => ({
  kind: "error",
  judge: (x, context) => neg(error(x, context)),
  cost: (x, _, context) => sum(error(x, context)),
});

/** The negative ELBO with the posterior's mean for a draw: without its noise, neighbours are judged alike. */
function boundAtTheMean(model: Vae, x: Tensor, context: Context): Tensor {
  const { mean, logVariance } = model.posterior(x, context);
  return add(model.distortion(x, mean, context), gaussianKl.perExample(mean, logVariance));
}

const gamesOfLogits: readonly AdversarialLoss[] = [nonSaturating, minimax];

function adversary(discriminator: Layer, game: AdversarialLoss, pack: number): Judge {
  // a pack of one example so many times over is judged as that example
  const judge = (x: Tensor, context: Context) =>
    reshape(discriminator.forward(pack > 1 ? tile(x, [1, pack]) : x, context), [x.shape[0]!]);
  return {
    kind: gamesOfLogits.includes(game) ? "logit" : "critic",
    judge,
    cost: (x, real, context) => sumOf(game.generator(judge(x, context), judge(real, context)), x),
  };
}

/** Games average over the batch. */
const sumOf = (average: Scalar, { shape: [count = 1] }: Tensor): Scalar => mul(count, average);
