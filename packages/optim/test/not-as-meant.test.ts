import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Parameter, parameter } from "@genlab/core";
import { chain, linear, Optimizer, sgd } from "@genlab/optim";
import { ones, setBackend, type Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const given = <Value>(value: unknown) => value as Value;

it("refuses gradients that would be spread over a parameter, and what is no Map", () => {
  const parameters = new Map([["weight", parameter(() => ones([2, 2]))]]);
  const optimizer = new Optimizer(sgd({ learningRate: 1 }), parameters);
  const apply = (gradients: unknown) => () =>
    optimizer.apply(given<Map<string, Tensor>>(gradients), createContext({ rng: createRng(1) }));
  expect(apply(new Map([["weight", ones([2])]]))).toThrow(
    'The gradient of "weight" has shape [2], the parameter [2,2]. Give one of the same shape.',
  );
  expect(apply([])).toThrow("Optimizer got the gradients []. Give a Map of tensors by path.");
  expect(() => new Optimizer(sgd({ learningRate: 1 }), given<Map<string, Parameter>>({}))).toThrow(
    "Optimizer got the parameters {}. Give namedParameters(model).",
  );
});

it("refuses no transform, and what is no number or no truth", () => {
  expect(() => chain()).toThrow("chain got no transform");
  expect(() => sgd(given({ learningRate: 1, momentum: 0.9, nesterov: "false" }))).toThrow(
    '`nesterov` of sgd is "false"',
  );
  expect(() => linear(given({ from: () => 1, to: 0, steps: 2 }))).toThrow("`from` of linear is () => 1.");
});
