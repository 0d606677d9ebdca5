import "@tensorflow/tfjs-backend-cpu";
import { createRng, type Decodes, disposeModule, withPrior } from "@genlab/core";
import { adam } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { Trainer } from "@genlab/trainers";
import { AutoregressivePrior, type CausalNetwork, createAutoregressivePrior } from "@genlab/vae";
import {
  concat,
  log,
  matMul,
  mul,
  reshape,
  setBackend,
  sub,
  sum,
  type Tensor,
  tensor2d,
  tensor3d,
  tidy,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { context, numbers } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const small = { places: 3, codes: 3, heads: 2, headFeatures: 2, blocks: 2 } as const;

describe("autoregressive prior", () => {
  const codes = { x: { data: Int32Array.of(0, 1, 2, 2, 0, 1), shape: [2, 3] } };
  itIsAModel({ create: (rng) => createAutoregressivePrior(small, rng), batch: codes });
});

/** All sequences, the last place of which counts fastest. */
const sequences = (places: number, codes: number): number[][] =>
  places === 0
    ? [[]]
    : sequences(places - 1, codes).flatMap((before) => Array.from({ length: codes }, (_, code) => [...before, code]));

/** `Σ (o − e)² / e` of how often each sequence was drawn. */
function chiSquared(drawn: Tensor, all: readonly number[][], probabilities: readonly number[]): number {
  const rows = (drawn.arraySync() as number[][]).map((row) => row.join());
  return all.reduce((total, sequence, i) => {
    const expected = rows.length * probabilities[i]!;
    const found = rows.filter((row) => row === sequence.join()).length;
    return total + (found - expected) ** 2 / expected;
  }, 0);
}

describe("the density of an autoregressive prior", () => {
  const model = (seed: number) => createAutoregressivePrior(small, createRng(seed));
  const all = sequences(3, 3);
  const densities = (prior: AutoregressivePrior) =>
    numbers(prior.logDensity(tensor2d(all, [27, 3], "int32"))).map(Math.exp);

  it("adds up to one over all sequences, at any weights", () => {
    for (const seed of [1, 2]) {
      const found = densities(model(seed));
      expect(Math.max(...found) - Math.min(...found)).toBeGreaterThan(1e-3);
      expect(found.reduce((sum, density) => sum + density)).toBeCloseTo(1, 5);
    }
  });

  it("is what its samples have", () => {
    const prior = model(1);
    // of 26 degrees of freedom: above 54.1 once in a thousand seeds
    expect(chiSquared(prior.sample(4000, context()), all, densities(prior))).toBeLessThan(54.1);
  });

  it("is that of a Markov chain whose transitions its predictor says, by hand", () => {
    const [start, step] = [
      [0.7, 0.3],
      [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
    ] as const;
    // no code before: the start; else the row of the transitions
    const predictor: CausalNetwork = {
      extend(before) {
        const table = log(tensor2d([...step.map((row) => [...row]), [...start]]));
        const rows = concat([before, sub(1, sum(before, 2, true))], 2); // [batch, places, 3]
        const [batch, places] = before.shape as [number, number];
        return { logits: reshape(matMul(reshape(rows, [-1, 3]), table), [batch, places, 2]), past: null };
      },
    };
    const chain = new AutoregressivePrior({ predictor }, { places: 3, codes: 2 });
    const pairs = sequences(3, 2);
    const byHand = pairs.map(([a, b, c]) => start[a!]! * step[a!]![b!]! * step[b!]![c!]!);
    const found = numbers(chain.logDensity(tensor2d(pairs, [8, 3], "int32")));
    for (const [i, density] of byHand.entries()) expect(found[i]).toBeCloseTo(Math.log(density), 5);
    const { total } = chain.loss({ x: tensor2d(pairs, [8, 3], "int32") });
    expect(total.dataSync()[0]).toBeCloseTo(-byHand.reduce((sum, density) => sum + Math.log(density), 0) / 8, 5);
    // of 7 degrees of freedom: above 24.3 once in a thousand seeds
    expect(chiSquared(chain.sample(4000, context()), pairs, byHand)).toBeLessThan(24.3);
  });
});

describe("training an autoregressive prior", () => {
  it("gives samples the frequencies of the codes that it was shown", async () => {
    // of 16ths: neither even nor independent, with a pair that there is not
    const counts = [5, 0, 1, 1, 3, 1, 2, 1, 2];
    const all = sequences(2, 3);
    const shown = all.flatMap((pair, i) => Array.from({ length: counts[i]! }, () => pair)).flat();
    const options = { places: 2, codes: 3, heads: 2, headFeatures: 4, blocks: 1 };
    const trainer = new Trainer(createAutoregressivePrior(options, createRng(1)), {
      optimizer: adam({ learningRate: 0.02 }),
      rng: createRng(2),
    });
    const batch = { x: { data: Int32Array.from(shown), shape: [16, 2] } };
    for (let step = 0; step < 300; step++) for (const terms of (await trainer.update(batch)).values()) terms.dispose();
    const { model } = trainer;
    const entropy = counts.reduce((sum, count) => sum - (count ? (count / 16) * Math.log(count / 16) : 0), 0);
    const { total } = tidy(() => model.loss({ x: tensor2d(shown, [16, 2], "int32") }));
    expect(total.dataSync()[0]).toBeCloseTo(entropy, 2); // which no loss is below
    const drawn = model.sample(2000, context());
    const possible = all.map((pair, i) => ({ pair, share: counts[i]! / 16 })).filter(({ share }) => share > 0);
    const [pairs, shares] = [possible.map(({ pair }) => pair), possible.map(({ share }) => share)];
    // of 7 degrees of freedom: above 24.3 once in a thousand seeds
    expect(chiSquared(drawn, pairs, shares)).toBeLessThan(24.3);
    disposeModule(trainer.state);
  });
});

describe("codes of an autoregressive prior", () => {
  const prior = createAutoregressivePrior(small, createRng(1));

  it("have a place for each of another model's, and a decoder makes samples of them", () => {
    const twice: Decodes = { decode: (codes) => mul(codes, 2) };
    const drawn = numbers(prior.sample(5, context()));
    expect(numbers(withPrior(twice, prior).sample(5, context()))).toEqual(drawn.map((code) => 2 * code));
    const map = tensor3d([0, 1, 2, 2, 1, 0], [2, 3, 1], "int32");
    expect(numbers(prior.logDensity(map))).toEqual(numbers(prior.logDensity(reshape(map, [2, 3]))));
  });

  it("are as many as it has, and whole", () => {
    expect(() => prior.logDensity(tensor2d([[0, 3, 0]], [1, 3], "int32"))).toThrow("the index 3 at place 1");
    expect(() => prior.logDensity(tensor2d([[0, 1]], [1, 2], "int32"))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: AutoregressivePrior got codes of shape [1, 2]. Expected 3 an example, not 2.]`,
    );
  });
});
