import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, namedVariables } from "@genlab/core";
import {
  Conv2d,
  downBlock,
  preActivationBlock,
  Residual,
  residualBlock,
  Sequential,
  SpectralNorm,
  tanh,
  upBlock,
} from "@genlab/layers";
import { itIsALayer } from "@genlab/testing";
import { setBackend, tensor1d } from "@tensorflow/tfjs-core";
import { describe, it } from "vitest";
import { type ArrayFixture, expectClose, readFixture, tensorOf, tensorsOf } from "./fixture.js";

await setBackend("cpu");

interface Case {
  readonly x: ArrayFixture;
  readonly values: Readonly<Record<string, ArrayFixture>>;
  readonly y: ArrayFixture;
}

const fixture = readFixture<Record<string, Case>>("blocks");
const rng = createRng(1);
const training = createContext({ rng, training: true });

const cases: readonly [string, Residual][] = [
  ["residual", residualBlock({ inputs: 2, outputs: 2 }, rng)],
  ["residualWithStride", residualBlock({ inputs: 2, outputs: 3, stride: 2 }, rng)],
  ["preActivation", preActivationBlock({ inputs: 2, outputs: 2 }, rng)],
  ["preActivationWithStride", preActivationBlock({ inputs: 2, outputs: 3, stride: 2 }, rng)],
  ["up", upBlock({ inputs: 2, outputs: 3 }, rng)],
  ["down", downBlock({ inputs: 2, outputs: 3 }, rng)],
  ["firstDown", downBlock({ inputs: 2, outputs: 3, first: true }, rng)],
];

it.each(cases)("the %s block equals the same functions of PyTorch", (name, block) => {
  const { x, values, y } = fixture[name]!;
  const variables = namedVariables(block);
  for (const [path, value] of tensorsOf(values)) variables.get(path)!.assign(value);
  expectClose(block.forward(tensorOf(x), training), y, 1e-4);
});

describe("Residual", () => {
  it("adds x, or its shortcut, and applies the activation", () => {
    const branch = new Sequential([(x) => x]);
    const x = tensor1d([1, -2]);
    expectClose(new Residual({ branch }).forward(x, training), { shape: [2], values: [2, -4] });
    const block = new Residual({ branch, shortcut: new Sequential([tanh]), activation: (sum) => sum });
    expectClose(block.forward(x, training), { shape: [2], values: [1 + Math.tanh(1), -2 - Math.tanh(2)] });
  });
});

// smooth activations, so that differences are defined; the members are checked to second order by themselves
describe("residualBlock", () =>
  itIsALayer({
    create: (rng) => residualBlock({ inputs: 2, outputs: 3, stride: 2, activation: tanh }, rng),
    inputShape: [2, 3, 2, 2],
    outputShape: [2, 2, 1, 3],
    trainingDiffers: true,
    order: 1,
  }));

describe("preActivationBlock", () =>
  itIsALayer({
    create: (rng) => preActivationBlock({ inputs: 2, outputs: 2, activation: tanh }, rng),
    inputShape: [2, 3, 2, 2],
    outputShape: [2, 3, 2, 2],
    trainingDiffers: true,
    order: 1,
  }));

describe("upBlock", () =>
  itIsALayer({
    create: (rng) => upBlock({ inputs: 2, outputs: 1, activation: tanh }, rng),
    inputShape: [2, 2, 1, 2],
    outputShape: [2, 4, 2, 1],
    trainingDiffers: true,
    order: 1,
  }));

describe("downBlock with spectral norm", () =>
  itIsALayer({
    create: (rng) =>
      downBlock(
        {
          inputs: 1,
          outputs: 2,
          activation: tanh,
          convolution: (options, rng) => new SpectralNorm({ layer: new Conv2d(options, rng) }, rng),
        },
        rng,
      ),
    inputShape: [1, 2, 4, 1],
    outputShape: [1, 1, 2, 2],
    order: 1,
    constantInTraining: true,
  }));
