import { describe, GenlabError, refuseUnknown, requireFunctions, requireNonNegative } from "@genlab/core";
import { addN, mul, type Tensor } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { squaredError } from "./squared-error.js";

export interface FeatureLossOptions {
  /** The chosen layers' outputs of a network, each `[batch, ...]`: a discriminator's, a classifier's. */
  readonly features: (x: Tensor) => readonly Tensor[];
  /** A weight for each chosen layer. Default 1 for all. */
  readonly weights?: readonly number[];
  /** Compares features. Default `squaredError`. */
  readonly distance?: BatchLoss;
}

/**
 * Makes the loss `Σ_l w_l · d(f_l(y), f_l(x))` in the features `f` of prediction `y` and target `x`: with the default distance a sum
 * over the features of an example, the mean over the batch.
 *
 * Larsen et al. 2015, https://arxiv.org/abs/1512.09300; Johnson et al. 2016, https://arxiv.org/abs/1603.08155
 *
 * @throws GenlabError for weights below 0, and for options that it does not have; from the loss, unless there is a weight for each layer.
 */
export function featureLoss(options: FeatureLossOptions): BatchLoss {
  const { features, weights, distance = squaredError, ...others } = options;
  refuseUnknown("featureLoss", others, { features, weights, distance });
  requireFunctions("featureLoss", { features }, "(x) => [network.forward(x, context)]");
  requireFunctions("featureLoss", { distance: distance?.perExample }, "squaredError");
  if (weights !== undefined && !Array.isArray(weights))
    throw new GenlabError(`\`weights\` of featureLoss is ${describe(weights)}. Give a list, one for each layer.`);
  requireNonNegative("featureLoss", Object.fromEntries((weights ?? []).map((weight, i) => [`weights[${i}]`, weight])));
  return meanOverBatch((prediction, target) => {
    checkShapes("featureLoss", { prediction, target });
    const expected = features(target);
    const found = features(prediction);
    if (!Array.isArray(found) || !Array.isArray(expected))
      throw new GenlabError(`featureLoss: features gave ${describe(found)}. Return a list of tensors.`);
    if (expected.length === 0 || (weights && weights.length !== expected.length)) {
      const given = weights?.length ?? "no";
      throw new GenlabError(`featureLoss: features: ${expected.length}, weights: ${given}. Give a weight for each.`);
    }
    return addN(found.map((feature, i) => mul(weights?.[i] ?? 1, distance.perExample(feature, expected[i]!))));
  });
}
