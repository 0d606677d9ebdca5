import "@tensorflow/tfjs-backend-cpu";
import { createRng, type Decodes, evaluating, type Layer, withPrior } from "@genlab/core";
import { adam } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { Trainer } from "@genlab/trainers";
import { createFlowPrior, FlowPrior } from "@genlab/vae";
import {
  add,
  div,
  mul,
  neg,
  setBackend,
  slice,
  split,
  square,
  sub,
  type Tensor,
  tensor,
  tensor1d,
  tensor2d,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { context, meanOf, numbers } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const codes = { x: { data: Float32Array.from({ length: 12 }, (_, i) => Math.sin(i)), shape: [4, 3] } };

describe("flow to codes", () => {
  itIsAModel({ create: (rng) => createFlowPrior({ latent: 3, hidden: [5], samplingSteps: 3 }, rng), batch: codes });
});

/** The velocity of one number at a time. */
const velocityOf = (of: (z: Tensor, t: Tensor) => Tensor): Layer => ({
  forward: (x) => {
    const [z, t] = split(x, 2, 1);
    return of(z!, t!);
  },
});

/**
 * The best velocity for codes `N(m, s²)`, `E[z₁ − z₀ | z_t = z]`: where `z_t` has mean `t m` and variance `(1 − t)² + t² s²`, and its
 * covariance with `z₁ − z₀` is `t s² − (1 − t)`. Its flow is `z(t) = t m + sqrt((1 − t)² + t² s²) z₀`, which ends in `m + s z₀`.
 */
const gaussianVelocity = (m: number, s: number): Layer =>
  velocityOf((z, t) => {
    const variance = add(square(sub(1, t)), mul(s ** 2, square(t)));
    const covariance = sub(mul(s ** 2, t), sub(1, t));
    return add(m, mul(div(covariance, variance), sub(z, mul(t, m))));
  });

describe("samples of a flow", () => {
  const [m, s] = [3, 2];
  const drawn = (samplingSteps: number, count: number) =>
    numbers(new FlowPrior({ velocity: gaussianVelocity(m, s) }, { latent: 1, samplingSteps }).sample(count, context()));

  it("are Gaussian where the velocity is that of Gaussian codes", () => {
    const draws = drawn(20, 4000);
    expect(Math.abs(meanOf(draws) - m)).toBeLessThan((4 * s) / Math.sqrt(4000));
    expect(Math.abs(meanOf(draws.map((z) => (z - m) ** 2)) - s ** 2)).toBeLessThan(4 * s ** 2 * Math.sqrt(2 / 4000));
  });

  it("miss the end of their path by the square of the step", () => {
    const noise = numbers(context().rng.normal([50, 1]));
    const missed = (steps: number) => Math.sqrt(meanOf(drawn(steps, 50).map((z, i) => (z - (m + s * noise[i]!)) ** 2)));
    for (const steps of [10, 20]) {
      const ratio = missed(steps) / missed(2 * steps);
      expect(ratio).toBeGreaterThan(3.8);
      expect(ratio).toBeLessThan(4.6);
    }
  });

  it("have the mean and the spread of the codes it was shown", () => {
    const prior = new FlowPrior({ velocity: velocityOf((z) => zerosLike(z)) }, { latent: 1 });
    prior.loss({ x: tensor2d([[5], [9]]) }, { ...context(), training: true });
    const noise = numbers(context().rng.normal([4, 1]));
    const draws = numbers(prior.sample(4, context()));
    for (const [i, z] of draws.entries()) expect(z).toBeCloseTo(7 + 2 * noise[i]!, 5);
  });
});

describe("the loss of a flow", () => {
  const lossOf = (velocity: Layer, x: Tensor, latent = 1) =>
    new FlowPrior({ velocity }, { latent }).loss({ x }, evaluating(context())).total.dataSync()[0]!;

  it("is 0 for one code at its best velocity, (z₁ − z) / (1 − t)", () => {
    const velocity = velocityOf((z, t) => div(sub(3, z), sub(1, t)));
    expect(lossOf(velocity, tensor2d([[3], [3], [3]]))).toBeLessThan(1e-6);
  });

  it("is 0 for one code that it follows, whichever that is", () => {
    const velocity = velocityOf((z, t) => div(neg(z), sub(1, t)));
    const prior = new FlowPrior({ velocity }, { latent: 1 });
    const { total } = prior.loss({ x: tensor2d([[3], [3], [3]]) }, { ...context(), training: true });
    expect(total.dataSync()[0]).toBeLessThan(1e-6);
  });

  it("is a sum over the code and a mean over the batch", () => {
    // codes that are 0 and no velocity leave ‖z₀‖², of mean 2 and of variance 4
    const still: Layer = { forward: (x) => zerosLike(slice(x, [0, 0], [-1, 2])) };
    const x = tensor(new Float32Array(2 * 20_000), [20_000, 2]);
    expect(Math.abs(lossOf(still, x, 2) - 2)).toBeLessThan((4 * 2) / Math.sqrt(20_000));
  });

  it("is the variance that is left of z₁ − z₀ for Gaussian codes at their best velocity, by quadrature", () => {
    // Var(z₁ − z₀ | z_t) = 1 + s² − (t s² − (1 − t))² / ((1 − t)² + t² s²), averaged over t
    const s = 0.5;
    const left = (t: number) => 1 + s ** 2 - (t * s ** 2 - (1 - t)) ** 2 / ((1 - t) ** 2 + t ** 2 * s ** 2);
    const expected = meanOf(Array.from({ length: 1000 }, (_, i) => left((i + 0.5) / 1000)));
    const count = 20_000;
    const x = add(3, mul(s, createRng(7).normal([count, 1])));
    // squares of Gaussians of variance at most 1.25
    expect(Math.abs(lossOf(gaussianVelocity(3, s), x) - expected)).toBeLessThan((4 * 2 * 1.25) / Math.sqrt(count));
    expect(lossOf(gaussianVelocity(3, 1), x)).toBeGreaterThan(expected + 0.1);
  });
});

describe("a flow as a prior", () => {
  it("learns two clusters, which no Gaussian has", async () => {
    const rng = createRng(1);
    const model = createFlowPrior({ latent: 1, hidden: [16, 16], samplingSteps: 10 }, rng.fork("model"));
    const trainer = new Trainer(model, { optimizer: adam({ learningRate: 1e-2 }), rng: rng.fork("training") });
    const source = rng.fork("codes");
    const data = new Float32Array(64);
    for (let step = 0; step < 250; step++) {
      source.fillNormal(data);
      const x = { data: data.map((value, i) => (i % 2 ? 8 : 2) + 0.2 * value), shape: [64, 1] };
      for (const terms of (await trainer.update({ x })).values()) terms.dispose();
    }
    const twice: Decodes = { decode: (z) => mul(z, 2) };
    const draws = numbers(withPrior(twice, model).sample(400, context())).map((x) => x / 2);
    const near = (center: number) => meanOf(draws.map((z) => (Math.abs(z - center) < 1 ? 1 : 0)));
    expect(near(2)).toBeGreaterThan(0.4);
    expect(near(8)).toBeGreaterThan(0.4);
    expect(near(5)).toBeLessThan(0.05);
    trainer.dispose();
  });

  it("refuses codes of another size", () => {
    const prior = createFlowPrior({ latent: 3, hidden: [4] }, createRng(1));
    expect(() => prior.loss({ x: tensor1d([1]) }, context())).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: FlowPrior got shape [1]. Expected [batch, 3].]`,
    );
  });
});
