import "@tensorflow/tfjs-backend-cpu";
import { ContractiveAutoencoder, createContractiveAutoencoder, squaredJacobianNorm } from "@genlab/ae";
import { createContext, createRng, gradients } from "@genlab/core";
import { Linear, Sequential, sigmoid } from "@genlab/layers";
import { itIsAModel } from "@genlab/testing";
import { matMul, mean, setBackend, type Tensor, type Tensor2D, tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const shape = [4, 4, 1];
const batch = { x: { data: Float32Array.from({ length: 48 }, (_, i) => (1 + Math.sin(i)) / 2), shape: [3, ...shape] } };

describe("contractive autoencoder", () => {
  const options = { shape, latent: 2, network: "dense", hidden: [5], activation: sigmoid, probes: 2 } as const;
  itIsAModel({ create: (rng) => createContractiveAutoencoder(options, rng), batch });
});

const sigma = (a: number) => 1 / (1 + Math.exp(-a));

/** An encoder `σ(x W)` of these columns without bias, and what Rifai et al. derive for it: `Σⱼ (hⱼ (1 − hⱼ))² Σᵢ Wᵢⱼ²`. */
function oneHidden(columns: readonly (readonly [number, number])[]) {
  const linear = new Linear({ inputs: 2, outputs: columns.length, bias: false }, createRng(1));
  linear.weight.assign(tensor([0, 1].map((i) => columns.map((column) => column[i]!))));
  const analytic = (x: readonly [number, number]) =>
    columns
      .map(([a, b]) => {
        const h = sigma(a * x[0] + b * x[1]);
        return (h * (1 - h)) ** 2 * (a * a + b * b);
      })
      .reduce((total, term) => total + term);
  return { encoder: new Sequential([linear, sigmoid]), linear, analytic };
}

describe("the contraction of one hidden layer", () => {
  const context = () => createContext({ rng: createRng(1) });

  it("is the analytic norm of the Jacobian where there is one code", () => {
    const { encoder, analytic } = oneHidden([[1, -2]]);
    const model = new ContractiveAutoencoder({
      encoder,
      decoder: { forward: (z) => matMul(z as Tensor2D, tensor([[1, 1]])) },
    });
    const x = tensor([
      [0.5, 0.25],
      [-1, 2],
    ]);
    const { contraction, reconstruction, total } = model.loss({ x }, context());
    const expected = (analytic([0.5, 0.25]) + analytic([-1, 2])) / 2;
    expect(contraction!.dataSync()[0]).toBeCloseTo(expected, 6);
    expect(total.dataSync()[0]).toBeCloseTo(reconstruction!.dataSync()[0]! + 0.1 * expected, 5);
  });

  it("is that norm on average where there are more", () => {
    const { encoder, analytic } = oneHidden([
      [1, -2],
      [0.5, 1],
      [-1, 1],
    ]);
    const x = tensor(Array.from({ length: 4000 }, () => [0.5, 0.25]));
    const map = (input: Tensor) => encoder.forward(input, context());
    const norms = Array.from(squaredJacobianNorm({ map, x, probes: 2 }, createRng(2)).dataSync());
    const average = norms.reduce((total, norm) => total + norm) / norms.length;
    const deviation = Math.sqrt(norms.reduce((total, norm) => total + (norm - average) ** 2, 0) / norms.length);
    expect(deviation).toBeGreaterThan(0);
    expect(Math.abs(average - analytic([0.5, 0.25]))).toBeLessThan((4 * deviation) / Math.sqrt(norms.length));
  });

  it("has the gradient of the analytic norm", () => {
    const { encoder, linear, analytic } = oneHidden([[1, -2]]);
    const x = tensor([[0.5, 0.25]]);
    const map = (input: Tensor) => encoder.forward(input, context());
    const found = tidy(() =>
      Array.from(
        gradients(new Map([["weight", linear.weight]]), () => ({
          total: mean(squaredJacobianNorm({ map, x }, createRng(1))),
        }))
          .gradients.get("weight")!
          .dataSync(),
      ),
    );
    const at = (a: number, b: number) => oneHidden([[a, b]]).analytic([0.5, 0.25]);
    expect(at(1, -2)).toBe(analytic([0.5, 0.25]));
    expect(found[0]).toBeCloseTo((at(1 + 1e-4, -2) - at(1 - 1e-4, -2)) / 2e-4, 5);
    expect(found[1]).toBeCloseTo((at(1, -2 + 1e-4) - at(1, -2 - 1e-4)) / 2e-4, 5);
  });

  it("refuses probes that are no count", () => {
    const options = { shape: [2], latent: 1, probes: 0 } as const;
    expect(() => createContractiveAutoencoder(options, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`probes\` of createContractiveAutoencoder is 0. Expected a whole number from 1.]`,
    );
  });
});
