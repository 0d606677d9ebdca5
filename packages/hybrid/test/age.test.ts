import "@tensorflow/tfjs-backend-cpu";
import { Age, createAge } from "@genlab/hybrid";
import { itIsAModel } from "@genlab/testing";
import { neg, setBackend, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { evaluation, layerOf, numbers, points, small } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("age of points", () => {
  itIsAModel({ create: (rng) => createAge({ ...small, shape: [2], latent: 3 }, rng), batch: points });
});

describe("the losses of an age", () => {
  const same = layerOf((x) => x);
  const minus = layerOf((x) => neg(x));
  const root = Math.SQRT2;
  // on the circle of radius √2: (√2, 0) and (0, √2), with the mean ½ √2 and the variance ½ along each axis
  const x = () =>
    tensor([
      [3, 0],
      [0, 5],
    ]);
  const divergence = 0.5 * (0.5 + 0.5 - 1 - Math.log(0.5));

  it("take the divergence of the codes' mean and variance on the sphere", () => {
    const model = new Age({ encoder: same, generator: same }, { latent: 2, dataWeight: 0 });
    const codes = [...model.encode(x(), evaluation()).dataSync()];
    [root, 0, 0, root].forEach((code, i) => void expect(codes[i]).toBeCloseTo(code, 5));
    const terms = numbers(model.encoderLosses({ x: x() }, evaluation()));
    expect(terms.real).toBeCloseTo(divergence, 5);
    expect(terms.total).toBeCloseTo(divergence - terms.fake!, 5);
  });

  it("add the reconstruction of data for the encoder, of codes for the generator", () => {
    const model = new Age({ encoder: same, generator: minus }, { latent: 2, dataWeight: 2, codeWeight: 3 });
    const encoder = numbers(model.encoderLosses({ x: x() }, evaluation()));
    // |(-√2, 0) - (3, 0)| and |(0, -√2) - (0, 5)|, a mean over four numbers
    expect(encoder.reconstruction).toBeCloseTo((3 + root + 5 + root) / 4, 5);
    expect(encoder.total).toBeCloseTo(encoder.real! - encoder.fake! + 2 * encoder.reconstruction!, 5);
    const generator = numbers(model.generatorLosses({ x: x() }, evaluation()));
    // z against -z on the unit circle: ‖2 z‖² = 4, a mean over two dimensions
    expect(generator.reconstruction).toBeCloseTo(2, 5);
    expect(generator.total).toBeCloseTo(generator.fake! + 3 * 2, 5);
  });

  it("move the generator twice a step", () => {
    const model = new Age({ encoder: same, generator: same }, { latent: 2 });
    expect(model.phases().map(({ name, repeats = 1 }) => [name, repeats])).toEqual([
      ["encoder", 1],
      ["generator", 2],
    ]);
  });
});
