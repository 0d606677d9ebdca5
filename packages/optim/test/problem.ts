import { createContext, createRng, type Parameter, parameter, type Tensors } from "@genlab/core";
import { Optimizer, type Transform } from "@genlab/optim";
import { mul, pow, sub, tensor1d, tensor2d } from "@tensorflow/tfjs-core";

/** A problem with a gradient that is known in closed form, the same as in `fixtures/make.py`. */
export interface Problem {
  readonly weight: Parameter;
  readonly bias: Parameter;
}

export function createProblem(): Problem {
  return {
    weight: parameter(() =>
      tensor2d([
        [1, -2, 0.5],
        [3, 0.1, -0.7],
      ]),
    ),
    bias: parameter(() => tensor1d([0.5, -1.5, 2])),
  };
}

/** Of `sum(curvature * (weight - target)²) / 2 + sum(bias⁴ / 4 - bias / 2)`. */
export function gradientsOf({ weight, bias }: Problem): Tensors {
  const target = tensor2d([
    [0.2, 0.4, -0.6],
    [0.8, -1, 1.2],
  ]);
  const curvature = tensor2d([
    [1, 0.5, 2],
    [0.25, 4, 3],
  ]);
  return new Map([
    ["weight", mul(curvature, sub(weight, target))],
    ["bias", sub(pow(bias, 3), 0.5)],
  ]);
}

export const parametersOf = (problem: Problem): Map<string, Parameter> => new Map(Object.entries(problem));

export const contextAt = (step: number) => createContext({ rng: createRng(0), step });

export function createOptimizer(transform: Transform): { problem: Problem; optimizer: Optimizer } {
  const problem = createProblem();
  return { problem, optimizer: new Optimizer(transform, parametersOf(problem)) };
}
