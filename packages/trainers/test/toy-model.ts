import {
  type ArrayBatch,
  type Context,
  type ImageBatch,
  type Losses,
  type Model,
  type Parameter,
  type Phase,
  parameter,
} from "@genlab/core";
import { mean, mul, type Scalar, scalar, squaredDifference } from "@tensorflow/tfjs-core";

/** Two numbers, each with a phase of its own that pulls it towards the mean of `x`. */
export class ToyModel implements Model {
  readonly a: Parameter;
  readonly b: Parameter;
  /** Behind a function, so that what a test puts there is no part of the model's tree. */
  readonly overrides: () => Partial<Record<"a" | "b", Partial<Phase>>>;

  constructor(overrides: ReturnType<ToyModel["overrides"]> = {}) {
    this.a = parameter(() => scalar(0));
    this.b = parameter(() => scalar(0));
    this.overrides = () => overrides;
  }

  phases(): readonly Phase[] {
    return [
      { name: "a", updates: [this.a], loss: (batch) => this.loss(this.a, batch), ...this.overrides().a },
      { name: "b", updates: [this.b], loss: (batch) => this.loss(this.b, batch), ...this.overrides().b },
    ];
  }

  /** `(p − x)²`: under gradient descent with rate ½ the parameter is the mean of `x` after one update. */
  private loss(p: Parameter, { x }: ImageBatch): Losses {
    const total = mean<Scalar>(squaredDifference(p, x));
    return { total, half: mul<Scalar>(total, 0.5) };
  }
}

/** A loss that is a draw times the parameter, so that the gradient is the draw. */
export const drawn =
  (p: Parameter) =>
  (_: ImageBatch, { rng }: Context): Losses => ({ total: mul<Scalar>(p, rng.normal([])) });

/** A batch of one-feature examples. */
export const batchOf = (...values: number[]): ArrayBatch => ({
  x: { data: Float32Array.from(values), shape: [values.length, 1] },
});
