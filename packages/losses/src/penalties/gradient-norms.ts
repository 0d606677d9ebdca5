import { grad, maximum, sqrt, square, type Tensor } from "@tensorflow/tfjs-core";
import { sumPerExample } from "../sum-per-example.js";

/** Gives a logit, or a map of them, for each example `[batch, ...]` on its own: a judge with batch norm has no gradient of one example. */
export type Judge = (x: Tensor) => Tensor;

/** `‖∇ₓ Σ judge(x)‖²` of each example, `[batch]`, itself differentiable in what `judge` uses. */
export const squaredGradientNorms = (judge: Judge, x: Tensor): Tensor => sumPerExample(square(grad(judge)(x)));

/** The root, bounded from below so that the gradient at 0 is 0 and not infinite. */
export const safeRoot = (squares: Tensor): Tensor => sqrt(maximum(squares, 1e-12));
