import { GenlabError, requireFunctions, requireShape } from "@genlab/core";
import { grad, maximum, sqrt, square, type Tensor } from "@tensorflow/tfjs-core";
import { sumPerExample } from "../sum-per-example.js";

/** Gives a logit, or a map of them, for each example `[batch, ...]` on its own: a judge with batch norm has no gradient of one example. */
export type Judge = (x: Tensor) => Tensor;

/** `‖∇ₓ Σ judge(x)‖²` of each example, `[batch]`, itself differentiable in what `judge` uses. */
export function squaredGradientNorms(judge: Judge, x: Tensor): Tensor {
  requireFunctions("the gradient penalty", { judge }, "(x) => discriminator.forward(x, context)");
  const judged = (input: Tensor) => {
    const logits = judge(input);
    // a mean over the batch would divide each gradient by its size
    requireShape("The judge's output", logits, [x.shape[0]!, "..."]);
    return logits;
  };
  try {
    return sumPerExample(square(grad(judged)(x)));
  } catch (cause) {
    if (!`${(cause as Error)?.message}`.startsWith("Cannot compute gradient of y=f(x)")) throw cause;
    throw new GenlabError("The judge's output does not depend on its input. Compute it from the examples.", { cause });
  }
}

/** The root, bounded from below so that the gradient at 0 is 0 and not infinite. */
export const safeRoot = (squares: Tensor): Tensor => sqrt(maximum(squares, 1e-12));
