import "@tensorflow/tfjs-backend-cpu";
import {
  type Activation,
  elu,
  gelu,
  identity,
  leakyRelu,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "@genlab/layers";
import { expectGradientsToMatch } from "@genlab/testing";
import { setBackend, sum, tensor1d } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { type ArrayFixture, expectClose, readFixture, tensorOf } from "./fixture.js";

await setBackend("cpu");

const activations: Readonly<Record<string, Activation>> = {
  relu,
  leakyRelu: leakyRelu(0.2),
  elu,
  selu,
  silu,
  gelu,
  softplus,
  tanh,
  sigmoid,
  identity,
};
const fixture = readFixture<Record<string, ArrayFixture>>("activations");

describe.each(Object.entries(activations))("%s", (name, activation) => {
  it("equals PyTorch's", () => {
    expectClose(activation(tensorOf(fixture.x!)), fixture[name]!, 1e-6);
  });

  it("has gradients of both orders", () => {
    const x = tensor1d([-3, -1.2, -0.4, 0.3, 0.9, 2]); // away from the kink at 0
    expectGradientsToMatch((x) => sum(activation(x)), [x], { order: 2 });
  });
});

it("covers every activation of the fixture", () => {
  expect(Object.keys(fixture).sort()).toEqual(["x", ...Object.keys(activations)].sort());
});

it("leakyRelu takes a slope, 0.2 by default", () => {
  expectClose(leakyRelu()(tensor1d([-1, 2])), { shape: [2], values: [-0.2, 2] });
  expectClose(leakyRelu(0.5)(tensor1d([-1, 2])), {
    shape: [2],
    values: [-0.5, 2],
  });
  expect(() => leakyRelu(Number.NaN)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`slope\` of leakyRelu is NaN. Expected a finite number.]`,
  );
});
