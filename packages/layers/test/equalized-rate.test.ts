import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, gradients, namedParameters } from "@genlab/core";
import { Conv2d, EqualizedRate, Linear } from "@genlab/layers";
import { itIsALayer } from "@genlab/testing";
import { matMul, memory, setBackend, sum, type Tensor2D, tidy } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";

await setBackend("cpu");

describe("EqualizedRate", () => {
  describe("of a linear layer", () =>
    itIsALayer({
      create: (rng) => new EqualizedRate({ layer: new Linear({ inputs: 4, outputs: 3 }, rng) }, rng),
      inputShape: [2, 4],
      outputShape: [2, 3],
    }));

  describe("of a convolution", () =>
    itIsALayer({
      create: (rng) => new EqualizedRate({ layer: new Conv2d({ inputs: 2, outputs: 2, kernel: 2 }, rng) }, rng),
      inputShape: [1, 3, 2, 2],
      outputShape: [1, 3, 2, 2],
    }));

  it("scales the weight in the pass, and so the gradient: by √2 / √8, by hand", () => {
    const layer = new Linear({ inputs: 8, outputs: 2, bias: false }, createRng(1));
    const tensors = memory().numTensors;
    const equalized = new EqualizedRate({ layer }, createRng(2));
    expect(memory().numTensors).toBe(tensors);
    tidy(() => {
      const x = createRng(3).normal([1, 8]) as Tensor2D;
      const plain = matMul(x, layer.weight as unknown as Tensor2D).dataSync();
      const context = createContext({ rng: createRng(4) });
      const found = gradients(namedParameters(equalized), () => ({ total: sum(equalized.forward(x, context)) }));
      const gradient = found.gradients.get("layer.weight")!.dataSync();
      const inputs = x.dataSync();
      for (const [i, value] of equalized.forward(x, context).dataSync().entries()) {
        expect(value).toBeCloseTo(plain[i]! / 2, 5);
      }
      for (const [i, value] of gradient.entries()) expect(value).toBeCloseTo(inputs[Math.floor(i / 2)]! / 2, 5);
    });
  });

  it("starts from N(0, 1) weights, and keeps the size of a signal without activation at gain 1", () => {
    const layer = new Conv2d({ inputs: 16, outputs: 64, kernel: 3 }, createRng(1));
    const { scale } = new EqualizedRate({ layer, gain: 1 }, createRng(2));
    expect(scale).toBeCloseTo(1 / 12, 10);
    const weight = Array.from(layer.weight.dataSync());
    expect(weight.reduce((total, w) => total + w * w, 0) / weight.length).toBeCloseTo(1, 1);
  });
});
