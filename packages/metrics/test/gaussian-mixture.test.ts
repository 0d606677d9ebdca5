import { createRng } from "@genlab/core";
import { fitGaussianMixture, MultivariateGaussianMixture } from "@genlab/metrics";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

type Table = readonly number[][];
interface Mixture {
  readonly weights: readonly number[];
  readonly means: Table;
  readonly covariances: Table;
  readonly points: Table;
}
const { source, density, fit } = readFixture<{
  readonly density: Mixture & { readonly logDensity: readonly number[] };
  readonly fit: Mixture & { readonly logLikelihood: number };
}>("mixture");

describe("mixture of Gaussians", () => {
  const { weights, means, covariances } = density;
  const mixture = new MultivariateGaussianMixture({ weights, means, covariances });

  it(`has the density of ${source}`, () => {
    const found = mixture.logDensity(density.points);
    for (const [i, value] of density.logDensity.entries()) expect(found[i]! / value).toBeCloseTo(1, 12);
  });

  it("draws what it says: shares, means and covariances", () => {
    const far = density.means.map((mean, k) => mean.map((value) => value + 100 * k)); // tells components apart
    const count = 20_000;
    const { data, shape } = new MultivariateGaussianMixture({ weights, means: far, covariances }).draw(
      count,
      createRng(1),
    );
    expect(shape).toEqual([count, 3]);
    const rows = Array.from({ length: count }, (_, i) => [...data.slice(3 * i, 3 * i + 3)]);
    for (const [k, mean] of far.entries()) {
      const own = rows.filter((row) => Math.abs(row[0]! - mean[0]!) < 50);
      expect(Math.abs(own.length / count - density.weights[k]!)).toBeLessThan(0.01); // 3 standard errors
      const average = (of: (row: number[]) => number) => own.reduce((sum, row) => sum + of(row), 0) / own.length;
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) {
          const [vi, vj, vij] = [i * 4, j * 4, i * 3 + j].map((at) => density.covariances[k]![at]!) as [
            number,
            number,
            number,
          ];
          const found = average((row) => (row[i]! - mean[i]!) * (row[j]! - mean[j]!));
          const standardError = Math.sqrt((vi * vj + vij ** 2) / own.length);
          expect(Math.abs(found - vij)).toBeLessThan(4 * standardError);
        }
        const standardError = Math.sqrt(density.covariances[k]![i * 4]! / own.length);
        expect(Math.abs(average((row) => row[i]!) - mean[i]!)).toBeLessThan(4 * standardError);
      }
    }
  });

  it("draws the same for the same seed", () => {
    expect(mixture.draw(5, createRng(3))).toEqual(mixture.draw(5, createRng(3)));
    expect(mixture.draw(5, createRng(3))).not.toEqual(mixture.draw(5, createRng(4)));
  });

  it("refuses bad input", () => {
    const make = (change: Partial<Mixture>) => () =>
      new MultivariateGaussianMixture({ weights, means, covariances, ...change });
    expect(make({ weights: [0.5, 0.3, 0.1] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The mixture's weights are [0.5,0.3,0.1]. Give numbers from 0 that sum to 1.]`,
    );
    expect(make({ means: density.means.slice(1) })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: A mixture of 3 weights, means [2, 3], covariances [3, 9]. Expected a weight, a mean and a covariance of 9 numbers for each component.]`,
    );
    const flat = density.covariances.map(() => [1, 1, 0, 1, 1, 0, 0, 0, 1]);
    expect(make({ covariances: flat })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The covariance of component 0 has rank 2 of 3. Give it more points, or a \`regularization\`.]`,
    );
    expect(() => mixture.logDensity([[1, 2]])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: MultivariateGaussianMixture: rows of \`points\` have 2 numbers, rows of \`means\` 3. Give both the same.]`,
    );
    expect(() => mixture.draw(0, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`count\` of MultivariateGaussianMixture is 0. Expected a whole number from 1.]`,
    );
  });
});

describe("expectation-maximisation", () => {
  it.each([1, 2, 3])(`finds the optimum of ${source} from seed %i`, (seed) => {
    const { mixture, logLikelihoods } = fitGaussianMixture(fit.points, {
      components: 2,
      rng: createRng(seed),
      tolerance: 0,
      regularization: 0,
      iterations: 1000,
    });
    expect(logLikelihoods.at(-1)).toBeCloseTo(fit.logLikelihood, 10);
    const order = [0, 1].sort((a, b) => mixture.weights[a]! - mixture.weights[b]!);
    for (const [k, from] of order.entries()) {
      expect(mixture.weights[from]).toBeCloseTo(fit.weights[k]!, 6);
      for (const [i, value] of fit.means[k]!.entries()) expect(mixture.means[from]![i]).toBeCloseTo(value, 5);
      for (const [i, value] of fit.covariances[k]!.entries()) {
        expect(mixture.covariances[from]![i]).toBeCloseTo(value, 5);
      }
    }
  });

  it("never lowers the likelihood, and reports that of the mixture it gives", () => {
    const blob = new MultivariateGaussianMixture({ weights: [1], means: [[0, 0]], covariances: [[1, 0.3, 0.3, 2]] });
    const points = blob.draw(300, createRng(5)); // one blob for five components: a long way
    const { mixture, logLikelihoods } = fitGaussianMixture(points, {
      components: 5,
      rng: createRng(6),
      tolerance: 1e-7,
      regularization: 0,
      iterations: 200,
    });
    expect(logLikelihoods.length).toBeGreaterThan(20);
    for (let i = 1; i < logLikelihoods.length; i++) {
      expect(logLikelihoods[i]! - logLikelihoods[i - 1]!).toBeGreaterThan(-1e-12);
    }
    const mean = mixture.logDensity(points).reduce((a, b) => a + b) / 300;
    expect(mean).toBeCloseTo(logLikelihoods.at(-1)!, 12);
    expect(mixture.weights.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  it("with one component is the mean and the covariance with divisor n", () => {
    const { mixture, logLikelihoods } = fitGaussianMixture(
      [
        [0, 0],
        [2, 0],
        [0, 4],
        [2, 4],
      ],
      {
        components: 1,
        rng: createRng(1),
        regularization: 0.5,
      },
    );
    expect([...mixture.means[0]!]).toEqual([expect.closeTo(1, 12), expect.closeTo(2, 12)]);
    expect([...mixture.covariances[0]!]).toEqual([1.5, 0, 0, 4.5].map((value) => expect.closeTo(value, 12)));
    expect(logLikelihoods).toHaveLength(2); // the second step gains nothing
  });

  it("takes no more steps than asked", () => {
    const options = { components: 5, rng: createRng(1), tolerance: 0 }; // too many components: a long way
    expect(fitGaussianMixture(fit.points, { ...options, iterations: 1 }).logLikelihoods).toHaveLength(2);
    expect(fitGaussianMixture(fit.points, { ...options, iterations: 6 }).logLikelihoods).toHaveLength(7);
  });

  it("holds where points coincide, by regularisation", () => {
    const points = [
      [0, 0],
      [0, 0],
      [0, 0],
      [5, 5],
      [5, 5],
    ];
    const { mixture } = fitGaussianMixture(points, { components: 2, rng: createRng(1) });
    expect([...mixture.weights].sort()).toEqual([expect.closeTo(0.4), expect.closeTo(0.6)]);
  });

  it("refuses bad input", () => {
    const rng = createRng(1);
    expect(() => fitGaussianMixture([[1], [2]], { components: 3, rng })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: fitGaussianMixture: \`points\` has shape [2, 1]. It needs at least 3 rows of at least one number.]`,
    );
    expect(() => fitGaussianMixture([[1], [1], [1]], { components: 2, rng })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: fitGaussianMixture: \`points\` holds 1 distinct points. Give at least 2, one for each component.]`,
    );
    expect(() => fitGaussianMixture([[1], [Number.NaN]], { components: 1, rng })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: fitGaussianMixture: \`points\` holds NaN at row 1, column 0. Give finite numbers.]`,
    );
    expect(() => fitGaussianMixture([[1]], { components: 0, rng })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`components\` of fitGaussianMixture is 0. Expected a whole number from 1.]`,
    );
    expect(() =>
      fitGaussianMixture([[1], [2]], { components: 1, rng, regularization: -1 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`regularization\` of fitGaussianMixture is -1. Expected a finite number, 0 or more.]`,
    );
    expect(() =>
      fitGaussianMixture(
        [
          [1, 1],
          [2, 2],
          [3, 3],
        ],
        { components: 1, rng, regularization: 0 },
      ),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The covariance of component 0 has rank 1 of 2. Give it more points, or a \`regularization\`.]`,
    );
  });
});
