import "@tensorflow/tfjs-backend-cpu";
import { AlphaGan, createAlphaGan } from "@genlab/hybrid";
import { itIsAModel } from "@genlab/testing";
import { setBackend, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, evaluation, numbers, points, small, softplus } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("alpha-gan of points", () => {
  itIsAModel({ create: (rng) => createAlphaGan({ ...small, shape: [2], latent: 2 }, rng), batch: points });
});

describe("the losses of an alpha-gan", () => {
  const networks = {
    encoder: always([7]),
    generator: always([0, 0]),
    discriminator: always([0.5]),
    codeDiscriminator: always([-2]),
  };
  const model = new AlphaGan(networks, { latent: 1 });
  const x = () => tensor([[1, -2]]);
  // log (1 - D) / D by the definition of D
  const ratio = (logit: number) => Math.log(1 - 1 / (1 + Math.exp(-logit))) - Math.log(1 / (1 + Math.exp(-logit)));

  it("are ten times the absolute error and the log-ratios of the discriminators", () => {
    const encoder = numbers(model.encoderLosses({ x: x() }, evaluation()));
    expect(encoder.reconstruction).toBe(3);
    expect(encoder.total).toBeCloseTo(30 + ratio(-2), 5);
    const generator = numbers(model.generatorLosses({ x: x() }, evaluation()));
    expect(generator.total).toBeCloseTo(30 + 2 * ratio(0.5), 5);
  });

  it("are cross-entropies for the discriminators", () => {
    const [, , discriminator, codeDiscriminator] = model.phases();
    const total = (phase: typeof discriminator) => numbers(phase!.loss({ x: x() }, evaluation())).total;
    expect(total(discriminator)).toBeCloseTo(softplus(-0.5) + softplus(0.5), 5);
    expect(total(codeDiscriminator)).toBeCloseTo(softplus(2) + softplus(-2), 5);
  });
});
