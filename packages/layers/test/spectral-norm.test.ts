import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, gradients, loadValues, namedParameters, type Rng } from "@genlab/core";
import { Conv2d, Linear, SpectralNorm, type WeightedLayer } from "@genlab/layers";
import { itIsALayer } from "@genlab/testing";
import { matMul, mul, reshape, setBackend, sum, tidy } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { type ArrayFixture, expectClose, readFixture, tensorOf, tensorsOf } from "./fixture.js";

await setBackend("cpu");

interface Case {
  readonly x: ArrayFixture;
  readonly weight: ArrayFixture;
  readonly bias: ArrayFixture;
  readonly before: { readonly left: ArrayFixture; readonly right: ArrayFixture };
  readonly left: ArrayFixture;
  readonly right: ArrayFixture;
  readonly y: ArrayFixture;
  readonly projection: ArrayFixture;
  readonly gradient: ArrayFixture;
  readonly singularValue: number;
}

const fixture = readFixture<{ spectralNorm: { linear: Case; conv: Case } }>("norms").spectralNorm;
const training = createContext({ rng: createRng(1), training: true });

const cases: readonly [string, WeightedLayer, Case][] = [
  ["Linear", new Linear({ inputs: 7, outputs: 4 }, createRng(1)), fixture.linear],
  ["Conv2d", new Conv2d({ inputs: 3, outputs: 4, kernel: 3 }, createRng(1)), fixture.conv],
];

describe.each(cases)("SpectralNorm of %s", (_name, layer, example) => {
  const wrapped = (before: Case["before"]) => {
    const norm = new SpectralNorm({ layer }, createRng(2));
    const { weight, bias } = example;
    loadValues(norm, tensorsOf({ "layer.weight": weight, "layer.bias": bias, ...before }));
    return norm;
  };

  it("equals PyTorch's in output, gradient and power iteration", () => {
    const norm = wrapped(example.before);
    const { gradients: found } = gradients(namedParameters(norm), () => {
      const y = norm.forward(tensorOf(example.x), training);
      expectClose(y, example.y);
      return { total: sum(mul(y, tensorOf(example.projection))) };
    });
    expectClose(norm.left, example.left);
    expectClose(norm.right, example.right);
    expectClose(found.get("layer.weight")!, example.gradient, 1e-4);
  });

  it("is within 1 % of the singular value of an SVD after 20 steps", () => {
    const norm = wrapped(example.before);
    for (let step = 0; step < 20; step++) norm.forward(tensorOf(example.x), training);
    const matrix = reshape(norm.layer.weight, [-1, norm.layer.weight.shape.at(-1)!]);
    const sigma = sum(mul(matMul(norm.left, matrix), norm.right)).dataSync()[0]!;
    expect(Math.abs(sigma / example.singularValue - 1)).toBeLessThan(0.01);
  });
});

describe("SpectralNorm", () => {
  // away from the vectors that power iteration ends at, training and evaluation differ
  const stale = (layer: WeightedLayer, rng: Rng) => {
    const norm = new SpectralNorm({ layer }, rng);
    tidy(() => {
      for (const vector of [norm.left, norm.right]) vector.assign(mul(rng.normal(vector.shape), 0.5));
    });
    return norm;
  };

  describe("of a linear layer", () =>
    itIsALayer({
      create: (rng) => stale(new Linear({ inputs: 4, outputs: 3 }, rng), rng),
      inputShape: [2, 4],
      outputShape: [2, 3],
      trainingDiffers: true,
      constantInTraining: true,
    }));

  describe("of a convolution", () =>
    itIsALayer({
      create: (rng) => stale(new Conv2d({ inputs: 2, outputs: 2, kernel: 2 }, rng), rng),
      inputShape: [1, 3, 2, 2],
      outputShape: [1, 3, 2, 2],
      trainingDiffers: true,
      constantInTraining: true,
    }));

  it("bounds the weight from the start", () => {
    const layer = new Linear({ inputs: 30, outputs: 20, bias: false }, createRng(1));
    const norm = new SpectralNorm({ layer }, createRng(2));
    const x = createRng(3).normal([1, 30]);
    const [before, after] = [x, norm.forward(x, createContext({ rng: createRng(1) }))].map(
      (y) => sum(mul(y, y)).dataSync()[0]!,
    );
    expect(after!).toBeLessThan(before! * 1.1);
  });

  it("refuses no iteration", () => {
    const layer = new Linear({ inputs: 2, outputs: 2 }, createRng(1));
    const create = () => new SpectralNorm({ layer, iterations: 0 }, createRng(1));
    expect(create).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`iterations\` of SpectralNorm is 0. Expected a whole number from 1.]`,
    );
  });
});
