import { createRng, type Rng } from "@genlab/core";
import {
  type DisentanglementCompletenessInformativeness,
  disentanglementCompletenessInformativeness,
  type FactorVaeScore,
  factorVaeScore,
  type SeparatedAttributePredictability,
  separatedAttributePredictability,
} from "@genlab/metrics";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

type Table = readonly (readonly number[])[];
interface Disentanglement {
  readonly codes: Table;
  readonly factors: Table;
  readonly predictability: SeparatedAttributePredictability;
  readonly classes: { codes: Table; factors: Table; result: SeparatedAttributePredictability };
  readonly dci: DisentanglementCompletenessInformativeness;
  readonly strong: DisentanglementCompletenessInformativeness;
  readonly factorVae: {
    readonly draws: readonly number[];
    readonly votes: number;
    readonly batchSize: number;
    readonly all: FactorVaeScore;
    readonly active: FactorVaeScore;
  };
}
const { source, codes, factors, predictability, classes, dci, strong, factorVae } =
  readFixture<Disentanglement>("disentanglement");

/** All combinations of three factors with three values, two and four. */
const known: Table = Array.from({ length: 24 }, (_, i) => [i % 3, Math.floor(i / 3) % 2, Math.floor(i / 6)]);
/** Codes that are the factors, in another order, scale and direction, and one that is constant. */
const perfect: Table = known.map(([a, b, c]) => [-2 * c!, 0.1, 5 * a! + 1, 0.3 * b!]);

const uniform = (seed: number) => {
  const rng = createRng(seed);
  return (count: number, columns: number): Table =>
    Array.from({ length: count }, () => Array.from({ length: columns }, () => rng.random()));
};

/** The numbers of two results, side by side. */
function expectClose(found: object, expected: object, digits = 12): void {
  for (const [name, values] of Object.entries(expected)) {
    const [a, b] = [(found as Record<string, unknown>)[name], values].map((one) => [one].flat(3) as number[]);
    expect(a!.length).toBe(b!.length);
    for (const [i, value] of b!.entries()) expect(a![i], `${name} ${i}`).toBeCloseTo(value, digits);
  }
}

describe("separated attribute predictability", () => {
  it(`has the R² of linear regressions, by ${source}`, () => {
    expectClose(separatedAttributePredictability(codes, factors), predictability);
  });

  it("has the best of all thresholds for classes, by balanced_accuracy_score, with ties", () => {
    expect(new Set(classes.codes.map(([code]) => code)).size).toBeLessThan(classes.codes.length);
    expectClose(separatedAttributePredictability(classes.codes, classes.factors, { classes: [0, 2] }), classes.result);
  });

  it("is 1 where codes are factors: of K classes 1 − 1/K", () => {
    expectClose(separatedAttributePredictability(perfect, known), { gap: 1, gaps: [1, 1, 1] });
    expectClose(separatedAttributePredictability(perfect, known, { classes: [0, 1, 2] }), {
      gaps: [2 / 3, 1 / 2, 3 / 4],
    });
  });

  it("tells classes whose order is not that of the code", () => {
    const shuffled = known.map(([a]) => [[7, -1, 3][a!]!, 0]);
    const { scores } = separatedAttributePredictability(shuffled, known, { classes: [0] });
    expect(scores[0]![0]).toBeCloseTo(1, 12);
    expect(separatedAttributePredictability(shuffled, known).scores[0]![0]).toBeLessThan(0.3);
  });

  it("is 0 where two codes tell the same, and nearly so for noise", () => {
    const twice = known.map(([a, b, c]) => [a!, b!, c!, a!, b!, c!]);
    expect(separatedAttributePredictability(twice, known).gap).toBeCloseTo(0, 12);
    const noise = uniform(1)(24 * 100, 4);
    const many = noise.map((_, i) => known[i % 24]!);
    expect(separatedAttributePredictability(noise, many).gap).toBeLessThan(0.005);
    const { scores } = separatedAttributePredictability(noise, many, { classes: [0] });
    for (const [score] of scores) expect(score).toBeLessThan(1 / 3 + 0.05);
  });

  it("refuses classes that are no columns", () => {
    expect(() => separatedAttributePredictability(codes, factors, { classes: [3] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: separatedAttributePredictability: \`classes\` names column 3, of 3 factors from 0.]`,
    );
  });
});

describe("disentanglement, completeness and informativeness", () => {
  it.each([
    [0.02, dci],
    [0.2, strong],
  ])(`have the importances of the lasso with the penalty %d, by ${source}`, (penalty, result) => {
    expectClose(disentanglementCompletenessInformativeness(codes, factors, { penalty }), result, 8);
  });

  it("are 1, 1 and 1 − penalty where codes are factors that do not hang together", () => {
    // the lasso of orthogonal columns is soft thresholding: w = 1 − penalty, and penalty is left
    const found = disentanglementCompletenessInformativeness(perfect, known, { penalty: 0.1 });
    expectClose(found, { disentanglement: 1, completeness: 1, informativeness: 0.9, errors: [0.1, 0.1, 0.1] });
    expectClose(found.importances[2]!, [0.9, 0, 0]);
  });

  it("disentanglement is 1 and completeness low where each factor has two codes, and the other way round", () => {
    // two codes with their own errors, which cancel: the lasso takes both alike
    const split = known.flatMap(([a, b]) => [1, -1].map((e) => [a! + e, a! - e, b! + 0.5 * e, b! - 0.5 * e]));
    const twofold = known.flatMap(([a, b]) => [
      [a!, b!],
      [a!, b!],
    ]);
    const found = disentanglementCompletenessInformativeness(split, twofold);
    expectClose(found, { disentanglement: 1, completeness: 0.5 }); // 1 − log 2 / log 4
    // sum and difference of two factors of equal variance
    const pairs = known.map((_, i) => [i % 2, Math.floor(i / 2) % 2]);
    const mixed = pairs.map(([a, b]) => [a! + b!, a! - b!]);
    expectClose(disentanglementCompletenessInformativeness(mixed, pairs), { disentanglement: 0, completeness: 0 });
  });

  it("are 0 where codes tell nothing", () => {
    const noise = uniform(2)(24 * 100, 4);
    const many = noise.map((_, i) => known[i % 24]!);
    expectClose(disentanglementCompletenessInformativeness(noise, many, { penalty: 0.1 }), {
      ...{ disentanglement: 0, completeness: 0, informativeness: 0, errors: [1, 1, 1] },
    });
  });

  it("refuses a penalty that is none", () => {
    expect(() =>
      disentanglementCompletenessInformativeness(codes, factors, { penalty: 0 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`penalty\` of disentanglementCompletenessInformativeness is 0. Expected a finite number above 0.]`,
    );
  });
});

describe("FactorVAE's score", () => {
  const { draws, votes, batchSize, all, active } = factorVae;
  /** Draws that were written down. */
  function scripted(): Rng {
    const values = draws.values();
    return { ...createRng(0), random: () => values.next().value! };
  }

  it("is disentanglement_lib's, by NumPy on the same draws, with and without a code that hardly varies", () => {
    expect(factorVaeScore(codes, factors, { rng: scripted(), votes, batchSize })).toEqual(all);
    const found = factorVaeScore(codes, factors, { rng: scripted(), votes, batchSize, leastDeviation: 0.05 });
    expect(found).toEqual(active);
    expect(all.votes.at(-1)).not.toEqual([0, 0, 0]);
    expect(active.votes.at(-1)).toEqual([0, 0, 0]);
  });

  it("is 1 where codes are factors, and has the votes in the places of these", () => {
    const found = factorVaeScore(perfect, known, { rng: createRng(1), votes: 200 });
    expect(found.score).toBe(1);
    expect(found.votes.map((row) => row.map((count) => count > 0))).toEqual([
      [false, false, true],
      [false, false, false],
      [true, false, false],
      [false, true, false],
    ]);
    expect(found.votes.flat().reduce((sum, count) => sum + count)).toBe(200);
  });

  it("is near 1 in 3 for noise, and 0 where no code varies", () => {
    const noise = uniform(3)(2400, 4);
    const many = noise.map((_, i) => known[i % 24]!);
    const { score } = factorVaeScore(noise, many, { rng: createRng(1), votes: 2000 });
    expect(Math.abs(score - 1 / 3)).toBeLessThan(0.05); // five standard deviations
    const options = { rng: createRng(1), leastDeviation: 1 };
    expect(factorVaeScore(noise, many, options)).toMatchObject({ score: 0 });
  });

  it("refuses a batch of one, and what draws nothing", () => {
    const rng = createRng(0);
    expect(() => factorVaeScore(codes, factors, { rng, batchSize: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`batchSize\` of factorVaeScore is 1. Expected a whole number from 2.]`,
    );
    expect(() => factorVaeScore(codes, factors, { rng: 3 as never })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`rng\` of factorVaeScore is 3. Give createRng(seed), or a fork of one.]`,
    );
  });
});
