import type { Context } from "@genlab/core";
import { conditionOf, type DiagonalGaussian, withCondition } from "@genlab/layers";
import { add, neg, reshape, sub, type Tensor, tile } from "@tensorflow/tfjs-core";
import { logDensity, logStandardDensity } from "./gaussian-densities.js";
import type { LatentModel } from "./objective.js";

export interface Draws {
  readonly x: Tensor;
  /** `[samples, batch, latent]` */
  readonly z: Tensor;
  /** What `z` was drawn from. */
  readonly posterior: DiagonalGaussian;
  /** `log p(z)`, from `[..., latent]` to `[...]`. Default: that of `N(0, I)`. */
  readonly logPrior?: (z: Tensor) => Tensor;
}

/** `log p(x|z) + log p(z) − log q(z|x)` of each draw, `[samples, batch]`, in nats. */
export function logWeightsOf(model: LatentModel, draws: Draws, context: Context): Tensor {
  const { x, z, posterior, logPrior = logStandardDensity } = draws;
  const [samples, batch, latent] = z.shape as [number, number, number];
  const rows = reshape(z, [samples * batch, latent]);
  const given = "condition" in context ? withCondition(context, repeated(conditionOf(context), samples)) : context;
  const distortion = model.distortion(repeated(x, samples), rows, given); // [samples * batch]
  const logJoint = add(neg(reshape(distortion, [samples, batch])), logPrior(z));
  return sub(logJoint, logDensity(z, posterior));
}

/** The batch so many times over: `[times * batch, ...]`. */
export const repeated = (x: Tensor, times: number): Tensor => tile(x, [times, ...x.shape.slice(1).map(() => 1)]);
