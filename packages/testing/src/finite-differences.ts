import { createRng, registerGradients } from "@genlab/core";
import { engine, mul, sum, type Tensor, tensor, tidy, Variable } from "@tensorflow/tfjs-core";
import { expect } from "vitest";

export interface GradientCheckOptions {
  /** 1 checks the gradient, 2 also the gradient of a random projection of the gradient. Default 1. */
  readonly order?: 1 | 2;
  /** Most relative error allowed. Default 1e-2; smooth functions of moderate size stay below 1e-3. */
  readonly tolerance?: number;
  /** Half the step. Default 1e-2: float32 cancels below, curvature shows above. */
  readonly epsilon?: number;
}

/**
 * Asserts that the gradients of a function match differences of its values, in every float32 input; returns the worst relative error:
 * the largest difference in an input, divided by the input's largest gradient.
 *
 * The result may have any shape; it is projected on a random direction in double precision. A `Variable` among the inputs is moved
 * in place (and put back), so that the parameters of a layer can be checked. Large inputs are checked at 16 entries. Differences are
 * central, extrapolated from two steps (Richardson), with an error of epsilon^4.
 */
export function expectGradientsToMatch(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  { order = 1, tolerance = 1e-2, epsilon = 1e-2 }: GradientCheckOptions = {},
): number {
  registerGradients();
  const first = compare(f, inputs, epsilon, "The gradient");
  expect(first.error, first.text).toBeLessThan(tolerance);
  if (order === 1) return first.error;
  const second = inputs.map((_, position) =>
    inputs[position]!.dtype === "float32"
      ? compare((...given) => gradientsOf(f, given)[position]!, inputs, epsilon, "The gradient of a gradient")
      : { error: 0, text: "" },
  );
  for (const { error, text } of second) expect(error, text).toBeLessThan(tolerance);
  return Math.max(first.error, ...second.map(({ error }) => error));
}

interface Comparison {
  readonly error: number;
  readonly text: string;
}

type Differentiable = (...inputs: Tensor[]) => Tensor;

const MOST_ENTRIES = 16;

function compare(f: Differentiable, inputs: readonly Tensor[], epsilon: number, what: string): Comparison {
  const project = (given: readonly Tensor[]): number => {
    const values = valuesOf(() => f(...given));
    const direction = directionFor(values.length);
    return values.reduce((total, value, i) => total + value * direction[i]!, 0);
  };
  const analytic = gradientValues(f, inputs);
  const size = Math.abs(project(inputs));
  const worst = inputs.map((input, position): Comparison => {
    if (input.dtype !== "float32") return { error: 0, text: "" };
    const entries = someOf(input.size);
    const numeric = entries.map((entry) => difference(project, inputs, position, entry, epsilon));
    const found = entries.map((entry) => analytic[position]![entry]!);
    // below this the differences are rounding
    const scale = Math.max(1e-3 * (1 + size), ...[...numeric, ...found].map(Math.abs));
    const errors = numeric.map((value, i) => Math.abs(value - found[i]!) / scale);
    const at = errors.reduce((largest, error, i) => (error <= errors[largest]! ? largest : i), 0);
    const place = `input ${position} [${input.shape}], entry ${entries[at]}`;
    return { error: errors[at]!, text: `${what} at ${place} is ${found[at]}, the differences say ${numeric[at]}.` };
  });
  return worst.reduce((largest, next) => (next.error <= largest.error ? largest : next));
}

/** (4 D(h) - D(2h)) / 3, where D(h) is the central difference of step h. */
function difference(
  project: (inputs: readonly Tensor[]) => number,
  inputs: readonly Tensor[],
  position: number,
  entry: number,
  epsilon: number,
): number {
  const values = Float32Array.from(inputs[position]!.dataSync());
  const at = (offset: number): number => {
    const moved = Float32Array.from(values);
    moved[entry] = values[entry]! + offset;
    return withInput(inputs, position, moved, project);
  };
  const central = (step: number): number => {
    // the step that float32 takes is not quite the one asked for
    const width = Math.fround(values[entry]! + step) - Math.fround(values[entry]! - step);
    return (at(step) - at(-step)) / width;
  };
  return (4 * central(epsilon) - central(2 * epsilon)) / 3;
}

function withInput(
  inputs: readonly Tensor[],
  position: number,
  values: Float32Array,
  use: (inputs: readonly Tensor[]) => number,
): number {
  const input = inputs[position]!;
  return tidy(() => {
    const moved = tensor(values, input.shape);
    if (!(input instanceof Variable)) return use(inputs.map((other, i) => (i === position ? moved : other)));
    const before = tensor(Float32Array.from(input.dataSync()), input.shape);
    input.assign(moved);
    try {
      return use(inputs);
    } finally {
      input.assign(before);
    }
  });
}

/** The gradients of a random projection of f, zero where f does not depend on the input. */
function gradientsOf(f: Differentiable, inputs: readonly Tensor[]): Tensor[] {
  const { grads } = engine().gradients(
    () => {
      const y = f(...inputs);
      return sum(mul(y, tensor(directionFor(y.size), y.shape)));
    },
    [...inputs],
    undefined,
    true,
  );
  return inputs.map((input, i) => grads[i] ?? mul(input, 0));
}

function gradientValues(f: Differentiable, inputs: readonly Tensor[]): Float32Array[] {
  let values: Float32Array[] = [];
  tidy(() => {
    values = gradientsOf(f, inputs).map((gradient) => Float32Array.from(gradient.dataSync()));
  });
  return values;
}

function valuesOf(f: () => Tensor): Float32Array {
  let values = new Float32Array(0);
  tidy(() => {
    values = Float32Array.from(f().dataSync());
  });
  return values;
}

/** The same for every call; a scalar is left as it is. */
function directionFor(size: number): Float32Array {
  const direction = new Float32Array(size).fill(1);
  if (size > 1) createRng(size).fillNormal(direction);
  return direction;
}

/** All entries, or as many as are checked of a large input, spread at random. */
function someOf(size: number): number[] {
  const entries = Array.from({ length: size }, (_, i) => i);
  if (size <= MOST_ENTRIES) return entries;
  const rng = createRng(size);
  return Array.from({ length: MOST_ENTRIES }, () => entries.splice(Math.floor(rng.random() * entries.length), 1)[0]!);
}
