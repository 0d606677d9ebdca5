import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng } from "@genlab/core";
import {
  Dropout,
  drawClasses,
  heNormal,
  Linear,
  Residual,
  relu,
  Sequential,
  upBlock,
  withCondition,
} from "@genlab/layers";
import { complex, ones, scalar, setBackend, type Tensor, tensor, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const given = <Value>(value: unknown) => value as Value;
const rng = () => createRng(1);
const sizes = { inputs: 2, outputs: 3 };

it.each<[what: string, act: () => unknown, text: string]>([
  ["a seed", () => new Linear(sizes, given(42)), "`rng` of Linear is 42. Give createRng(seed), or a fork of one."],
  ["a word for a truth", () => new Linear(given({ ...sizes, bias: "false" }), rng()), '`bias` of Linear is "false".'],
  [
    "a function for a number",
    () => new Linear(given({ ...sizes, inputs: () => 2 }), rng()),
    "`inputs` of Linear is () => 2. Expected a whole number from 1.",
  ],
  [
    "the name of an initializer",
    () => new Linear(given({ ...sizes, weightInitializer: "he" }), rng()),
    '`initializer` of Linear is "he". Expected a function, such as heNormal.',
  ],
  [
    "an initializer of another shape",
    () => new Linear({ ...sizes, weightInitializer: () => zeros([1, 3]) }, rng()),
    "An initializer of Linear gave float32 [1,3]. Expected a tensor float32 [2,3].",
  ],
  ["no fan", () => heNormal([2], given({}), rng()), "An initializer got a fan that is none."],
  ["strings", () => relu(tensor(["a"])), "A layer got a tensor of string. Expected real numbers"],
  [
    "complex numbers",
    () => new Dropout({ rate: 0.5 }).forward(complex([1], [1]), createContext({ rng: rng() })),
    "Dropout got a tensor of complex64.",
  ],
  ["more classes than floats count", () => drawClasses(1, 1e15, rng()), "Expected at most 16777216"],
  ["layers that are no list", () => new Sequential(given(relu)), "Give a list of layers."],
  [
    "a function that gives no tensor",
    () => new Sequential([() => given<Tensor>(5)]).forward(ones([1]), createContext({ rng: rng() })),
    "What follows `layers[0]` of The network got 5. Expected a tensor",
  ],
  [
    "no shortcut",
    () => new Residual(given({ branch: new Linear(sizes, rng()), shortcut: 0 })),
    "`shortcut` of Residual is 0.",
  ],
  [
    "the name of a norm",
    () => upBlock(given({ inputs: 2, outputs: 2, norm: "batch" }), rng()),
    '`norm` of upBlock is "batch".',
  ],
  ["no context", () => withCondition(given({}), scalar(1)), "withCondition got the context {}."],
])("refuses %s", (_, act, text) => {
  expect(act).toThrow(text);
});
