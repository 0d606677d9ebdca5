import "@tensorflow/tfjs-backend-cpu";
import { gaussian } from "@genlab/losses";
import { itIsAModel } from "@genlab/testing";
import { createVae, type DisentangledPriorOptions, disentangledPrior, Vae } from "@genlab/vae";
import { add, grad, setBackend, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, batch, context, numbers, shape, through, values } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe.each(["means", "codes"] as const)("vae with a disentangled prior, by its %s", (covariance) => {
  const objective = disentangledPrior({ covariance });
  itIsAModel({
    create: (rng) => createVae({ shape, latent: 2, network: "dense", hidden: [5], objective }, rng),
    batch,
  });
});

// means (1, 2) and (3, -2): C = [[1, -2], [-2, 4]]; variances (2, ½) and (4, ½), whose mean is (3, ½): that of codes is [[4, -2], [-2, 4½]]
const posteriors = [
  [1, 2, Math.log(2), Math.log(0.5)],
  [3, -2, Math.log(4), Math.log(0.5)],
];
const sums = { means: { offDiagonal: 8, diagonal: 9 }, codes: { offDiagonal: 8, diagonal: 21.25 } };
// KL of N(μ, σ²) is ½ Σ (μ² + σ² - 1 - log σ²), of which 5.5 and 15.5 - log 2 are the sums
const kl = (5.5 + 15.5 - Math.log(2)) / 4;

const termsOf = (options: DisentangledPriorOptions, x: Tensor) => {
  const networks = { encoder: through, decoder: always([0, 0, 0, 0]), likelihood: gaussian() };
  const vae = new Vae(networks, { latent: 2, objective: disentangledPrior(options) });
  return vae.loss({ x }, context());
};
const lossOf = (options: DisentangledPriorOptions, rows = posteriors) => values(termsOf(options, tensor(rows)));

describe("the disentangled prior", () => {
  it.each(["means", "codes"] as const)("charges the covariance of %s, as by hand", (covariance) => {
    const { total, reconstruction, ...terms } = lossOf({ covariance, offDiagonal: 3, diagonal: 5 });
    const { offDiagonal, diagonal } = sums[covariance];
    expect(terms.kl).toBeCloseTo(kl, 5);
    expect(terms.offDiagonal).toBeCloseTo(offDiagonal, 5);
    expect(terms.diagonal).toBeCloseTo(diagonal, 4);
    expect(total! - reconstruction!).toBeCloseTo(kl + 3 * offDiagonal + 5 * diagonal, 3);
  });

  it("weighs variances ten times as covariances for means, and the same for codes", () => {
    expect(lossOf({})).toEqual(lossOf({ covariance: "means", offDiagonal: 10, diagonal: 100 }));
    expect(lossOf({ covariance: "codes", offDiagonal: 7 })).toEqual(
      lossOf({ covariance: "codes", offDiagonal: 7, diagonal: 7 }),
    );
  });

  it("moves means and variances as by hand", () => {
    const gradientOf = (covariance: "means" | "codes") => {
      const penalty = (x: Tensor) => {
        const { offDiagonal, diagonal } = termsOf({ covariance }, x);
        return add(offDiagonal!, diagonal!);
      };
      return numbers(grad(penalty)(tensor(posteriors)));
    };
    // G = 2 (C - I) by C: (μ - mean) G by means, and Gᵢᵢ σᵢ² / 2 by log-variances
    const expected = { means: [-8, 16, 0, 0, 8, -16, 0, 0], codes: [-14, 18, 6, 1.75, 14, -18, 12, 1.75] };
    for (const covariance of ["means", "codes"] as const) {
      gradientOf(covariance).forEach((found, i) => {
        expect(found).toBeCloseTo(expected[covariance][i]!, 4);
      });
    }
  });

  it("takes one example, whose means have no covariance", () => {
    expect(lossOf({}, posteriors.slice(0, 1))).toMatchObject({ offDiagonal: 0, diagonal: 2 });
    expect(lossOf({ covariance: "codes" }, posteriors.slice(0, 1)).diagonal).toBeCloseTo(1 + 0.25, 5);
  });

  it("refuses a kind that is none, and a negative weight", () => {
    expect(() => disentangledPrior({ covariance: "code" as never })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`covariance\` of disentangledPrior is "code". Expected one of "means", "codes". Did you mean "codes"?]`,
    );
    expect(() => disentangledPrior({ diagonal: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`diagonal\` of disentangledPrior is -1. Expected a finite number, 0 or more, or "auto".]`,
    );
  });
});
