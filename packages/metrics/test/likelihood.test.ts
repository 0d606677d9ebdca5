import "@tensorflow/tfjs-backend-cpu";
import { createRng, type Weighs } from "@genlab/core";
import { estimateLogLikelihood, importanceWeightedBound } from "@genlab/metrics";
import { add, memory, mul, setBackend, square, squeeze, sub, sum, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

interface Scores {
  readonly bound: { readonly logWeights: readonly number[][]; readonly value: number };
}
const { source, bound } = readFixture<Scores>("scores");

describe("importance-weighted bound", () => {
  it(`is that of ${source}, where exp underflows`, () => {
    expect(importanceWeightedBound(bound.logWeights) / bound.value).toBeCloseTo(1, 14);
  });

  it("is the mean weight's logarithm", () => {
    expect(importanceWeightedBound([[Math.log(1)], [Math.log(3)]])).toBeCloseTo(Math.log(2), 14);
    expect(importanceWeightedBound([[-2, 4]])).toBeCloseTo(1, 14); // one sample: the mean
    expect(importanceWeightedBound([[800], [Number.NEGATIVE_INFINITY]])).toBeCloseTo(800 - Math.LN2, 12);
    expect(importanceWeightedBound([[Number.NEGATIVE_INFINITY]])).toBe(Number.NEGATIVE_INFINITY);
  });

  it("refuses bad input", () => {
    expect(() => importanceWeightedBound([])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: importanceWeightedBound: \`logWeights\` has shape [0, 0]. It needs at least 1 row of at least one number.]`,
    );
    expect(() =>
      importanceWeightedBound([
        [1, 2],
        [3, Number.NaN],
      ]),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: importanceWeightedBound: \`logWeights\` holds NaN at row 1, column 1. Give finite numbers.]`,
    );
    expect(() => importanceWeightedBound([[Number.POSITIVE_INFINITY]])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: importanceWeightedBound: \`logWeights\` holds Infinity at row 0, column 0. Give finite numbers.]`,
    );
  });
});

/** z ~ N(0, 1), x | z ~ N(z, 1), so that x ~ N(0, 2); the posterior N(x / 2, ½) is proposed with another `variance`. */
function linearGaussian(variance: number): Weighs {
  const logNormal = (x: Parameters<typeof square>[0], variance: number) =>
    add(mul(-0.5 / variance, square(x)), -0.5 * Math.log(2 * Math.PI * variance));
  return {
    logWeights(x, samples, { rng }) {
      const noise = mul(Math.sqrt(variance), rng.normal([samples, x.shape[0]!, 1]));
      const z = add(mul(0.5, x), noise); // [samples, batch, 1]
      const joint = add(logNormal(z, 1), logNormal(sub(x, z), 1));
      return squeeze(sub(joint, logNormal(noise, variance)), [2]);
    },
  };
}
const batches = [
  { x: { data: Float32Array.of(0, 1, -2), shape: [3, 1] } },
  { x: { data: Float32Array.of(3), shape: [1, 1] } },
];
const exact = [0, 1, -2, 3].map((x) => -(x ** 2) / 4 - 0.5 * Math.log(4 * Math.PI));

describe("log-likelihood of a model", () => {
  beforeAll(() => setBackend("cpu"));

  it("is exact where the proposal is the posterior, with the standard error over examples", async () => {
    const mean = exact.reduce((a, b) => a + b) / 4;
    const variance = exact.reduce((total, value) => total + (value - mean) ** 2, 0) / 3;
    const found = await estimateLogLikelihood(linearGaussian(0.5), batches, { samples: 3, rng: createRng(1) });
    expect(found).toEqual({
      bound: expect.closeTo(mean, 5),
      standardError: expect.closeTo(Math.sqrt(variance / 4), 5),
      examples: 4,
    });
  });

  it("nears it from the ELBO with more samples, drawn in parts", async () => {
    const mean = exact.reduce((a, b) => a + b) / 4;
    const many = Array.from({ length: 50 }, () => batches).flat();
    const at = async (samples: number) =>
      (await estimateLogLikelihood(linearGaussian(1), many, { samples, samplesAtOnce: 40, rng: createRng(2) })).bound;
    // KL(N(·, 1) ‖ N(·, ½)) = ½ (2 − 1 − ln 2)
    expect(await at(1)).toBeCloseTo(mean - 0.5 * (1 - Math.LN2), 1);
    expect(await at(100)).toBeCloseTo(mean, 2);
  });

  it("asks for the samples in parts and for all of them", async () => {
    const asked: number[] = [];
    const model: Weighs = {
      logWeights(x, samples) {
        asked.push(samples);
        return zeros([samples, x.shape[0]!]);
      },
    };
    const { bound: value } = await estimateLogLikelihood(model, [batches[1]!], {
      samples: 7,
      samplesAtOnce: 3,
      rng: createRng(1),
    });
    expect(asked).toEqual([3, 3, 1]);
    expect(value).toBe(0);
  });

  it("evaluates, keeps no tensor, and is the same for the same seed", async () => {
    const training: boolean[] = [];
    const { logWeights } = linearGaussian(1);
    const model: Weighs = {
      logWeights(x, samples, context) {
        training.push(context.training);
        return logWeights(x, samples, context);
      },
    };
    const before = memory().numTensors;
    const run = () => estimateLogLikelihood(model, batches, { samples: 5, rng: createRng(3) });
    expect(await run()).toEqual(await run());
    expect(memory().numTensors).toBe(before);
    expect(new Set(training)).toEqual(new Set([false]));
  });

  it("refuses bad input and leaves nothing behind", async () => {
    const before = memory().numTensors;
    const flat: Weighs = { logWeights: (x) => sum(x, 1) };
    const broken: Weighs = { logWeights: (x) => mul(Number.NaN, zeros([1, x.shape[0]!])) };
    const run = (model: Weighs, data: typeof batches, samples = 1) =>
      estimateLogLikelihood(model, data, { samples, rng: createRng(1) });
    await expect(run(flat, batches)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: estimateLogLikelihood: the model's logWeights have shape [3]. Expected [samples, batch], [1, 3].]`,
    );
    await expect(run(broken, batches)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: estimateLogLikelihood: \`logWeights\` holds NaN at row 0, column 0. Give finite numbers.]`,
    );
    await expect(run(flat, [])).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: estimateLogLikelihood: there is no example to evaluate on.]`,
    );
    await expect(run(flat, batches, 0)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`samples\` of estimateLogLikelihood is 0. Expected a whole number from 1.]`,
    );
    expect(memory().numTensors).toBe(before);
  });
});
