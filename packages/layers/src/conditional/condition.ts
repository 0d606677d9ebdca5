import { type Context, describe, GenlabError, requireShape, requireTensor } from "@genlab/core";
import { Tensor } from "@tensorflow/tfjs-core";
import { toFloat } from "../to-float.js";

/** A context that also carries what a pass is conditioned on: `[batch, features]`, an embedded class or a code, say. */
export interface ConditionedContext extends Context {
  readonly condition: Tensor;
}

/**
 * The context with a condition, for every conditional layer that a forward pass meets, however deep.
 *
 * @throws GenlabError for what is no context, and for a condition that is no tensor.
 */
export function withCondition(context: Context, condition: Tensor): ConditionedContext {
  requireTensor("withCondition", condition);
  if (typeof context?.schedule !== "function")
    throw new GenlabError(`withCondition got the context ${describe(context)}. Give createContext({ rng }).`);
  return { training: context.training, rng: context.rng, schedule: (of) => context.schedule(of), condition };
}

/**
 * The condition that `withCondition` put into a context.
 *
 * @throws GenlabError for a context without.
 */
export function conditionOf(context: Context): Tensor {
  if ("condition" in context && context.condition instanceof Tensor) return context.condition;
  throw new GenlabError(
    "A conditional layer met a context without condition. Pass `withCondition(context, condition)`.",
  );
}

/**
 * The condition `[batch, features]` of a context, one for each example of `x`, as float32.
 *
 * @throws GenlabError for a context without, and for another shape.
 */
export function conditionFor(
  owner: string,
  { shape }: Tensor,
  context: Context,
  features: number | "features",
): Tensor {
  const condition = conditionOf(context);
  requireShape(`${owner}'s condition`, condition, [shape[0]!, features]);
  return toFloat(condition);
}
