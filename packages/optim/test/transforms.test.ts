import "@tensorflow/tfjs-backend-cpu";
import {
  adam,
  adamW,
  chain,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  rmsProp,
  scaleBy,
  sgd,
  stepDecay,
  type Transform,
} from "@genlab/optim";
import { setBackend, tidy } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import torch from "./fixtures/torch.json" with { type: "json" };
import { contextAt, createOptimizer, gradientsOf } from "./problem.js";

await setBackend("cpu");

const halving = stepDecay({ from: 0.1, factor: 0.5, every: 5 });

const transforms: Record<keyof typeof torch.runs, Transform> = {
  sgd: sgd({ learningRate: 0.1 }),
  momentum: sgd({ learningRate: 0.02, momentum: 0.9 }),
  nesterov: sgd({ learningRate: 0.02, momentum: 0.9, nesterov: true }),
  adam: adam({ learningRate: 0.05 }),
  "adam with other numbers": adam({ learningRate: 0.1, beta1: 0.5, beta2: 0.9, epsilon: 1e-2 }),
  "adam with a schedule": adam({ learningRate: halving }),
  "adamW of all": adamW({ learningRate: 0.05, weightDecay: 0.1, decay: () => true }),
  "adamW of weights": adamW({ learningRate: 0.05, weightDecay: 0.1 }),
  rmsProp: rmsProp({ learningRate: 0.01 }),
  "rmsProp with other numbers": rmsProp({ learningRate: 0.02, alpha: 0.9, epsilon: 1e-2 }),
  clipByValue: chain(clipByValue(0.5), scaleBy(-0.1)),
  clipByNorm: chain(clipByNorm(2), scaleBy(-0.1)),
  clipByGlobalNorm: chain(clipByGlobalNorm(2), sgd({ learningRate: 0.1 })),
};

// twelve steps in PyTorch in float64, see fixtures/make.py
describe.each(Object.entries(torch.runs))("%s", (name, expected) => {
  it("moves parameters as PyTorch does", () => {
    const { problem, optimizer } = createOptimizer(transforms[name as keyof typeof torch.runs]);
    for (let step = 0; step < 12; step++) {
      tidy(() => optimizer.apply(gradientsOf(problem), contextAt(step)));
    }
    const error = (values: ArrayLike<number>, reference: readonly number[]) =>
      Math.max(...reference.map((value, index) => Math.abs(values[index]! - value)));
    expect(error(problem.weight.dataSync(), expected.weight)).toBeLessThan(2e-6);
    expect(error(problem.bias.dataSync(), expected.bias)).toBeLessThan(2e-6);
  });
});
