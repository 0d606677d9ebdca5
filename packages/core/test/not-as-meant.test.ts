import "@tensorflow/tfjs-backend-cpu";
import {
  arrayBatchOf,
  canSample,
  createContext,
  createRng,
  gradients,
  loadValues,
  namedVariables,
  optionsOf,
  parameter,
  requireBooleans,
  requireFinite,
  requireRng,
  requireShape,
  requireTensor,
  type Tensors,
  withPrior,
} from "@genlab/core";
import { complex, ones, scalar, setBackend, square, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

// what TypeScript would refuse, and JavaScript hands in
const given = <Value>(value: unknown) => value as Value;
const rng = () => createRng(1);

it.each<[what: string, act: () => unknown, text: string]>([
  ["a list", () => requireShape("Conv2d", given([[1, 2]]), ["..."]), "Conv2d got [[1,2]]. Expected a tensor"],
  ["strings", () => requireTensor("Conv2d", tensor(["a"])), "Conv2d got a tensor of string. Expected real numbers"],
  ["complex", () => requireTensor("Conv2d", complex([1], [1])), "Conv2d got a tensor of complex64."],
  ["a seed", () => requireRng("Linear", given(42)), "`rng` of Linear is 42. Give createRng(seed)"],
  [
    "a word",
    () => requireBooleans("Linear", given({ bias: "false" })),
    '`bias` of Linear is "false". Expected true or',
  ],
  ["a number", () => optionsOf("huber", given(2)), "huber got 2 for its options. Give them by name, in an object."],
  ["a function", () => requireFinite("X", given({ a: () => 1 })), "`a` of X is () => 1. Expected a finite number."],
  ["training", () => createContext(given({ rng: rng(), training: "no" })), '`training` of createContext is "no".'],
  ["no schedule", () => createContext({ rng: rng() }).schedule(given(5)), "`schedule` of context.schedule is 5."],
  ["a schedule", () => createContext({ rng: rng() }).schedule(() => Number.NaN), "A schedule gave NaN at step 0."],
  [
    "too many",
    () => rng().normal([1e9, 1e9]),
    "normal was asked for draws of shape [1000000000,1000000000], more than",
  ],
  ["integers", () => rng().fillNormal(given(new Int32Array(2))), "fillNormal was asked to fill a Int32Array."],
  ["ends", () => rng().fillUniform(new Float32Array(1), 1, 0), "fillUniform was asked for numbers from 1 to 0."],
  ["no label", () => rng().fork(given(undefined)), "The label of a fork is undefined. Give a string"],
  ["a list of batches", () => arrayBatchOf(given([{ data: [1], shape: [1] }])), "The batch is [{"],
  ["a Map", () => arrayBatchOf(given(new Map())), "The batch is {}. Give its fields: { x: { data, shape } }."],
  ["no module", () => namedVariables(given(undefined)), "The module is undefined. Give a model"],
  ["an object", () => loadValues({}, given<Tensors>({})), "The values are {}. Give a Map of tensors by path."],
  ["no prior", () => withPrior({ decode: (z) => z }, given({})), "withPrior: the prior is {}. Give one with `sample`."],
])("refuses %s", (_, act, text) => {
  expect(act).toThrow(text);
});

it("what is given for a model can be nothing", () => {
  expect(canSample(given(undefined))).toBe(false);
});

it("the terms of a loss are scalars", () => {
  const weight = parameter(() => ones([2]));
  const parameters = new Map([["weight", weight]]);
  expect(() => gradients(parameters, () => ({ total: given(square(weight)) }))).toThrow(
    'The loss gave the term "total" of shape [2]. Expected a scalar',
  );
  expect(() => gradients(parameters, () => given(scalar(1)))).toThrow("Return its terms, with a scalar `total`");
});
