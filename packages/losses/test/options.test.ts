import {
  BoundaryEquilibrium,
  draganPenalty,
  energyBased,
  featureLoss,
  fixedVarianceGaussian,
  freeBits,
  gaussian,
  gaussianKernel,
  hinge,
  huber,
  inverseMultiquadraticKernel,
  klDecomposition,
  LearnedGaussian,
  multiScaleStructuralSimilarity,
  oneSidedLabelSmoothing,
  orthogonalPenalty,
  r1Penalty,
  r2Penalty,
  squaredErrorLikelihood,
  structuralSimilarity,
  wassersteinGradientPenalty,
} from "@genlab/losses";
import "@tensorflow/tfjs-backend-cpu";
import { createRng, GenlabError } from "@genlab/core";
import { ones, setBackend, square, tidy } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";

await setBackend("cpu");

const x = () => ones([2, 3]);
const posterior = () => ({ z: x(), mean: x(), logVariance: x() });
const judge = square;

/** Calls with options that are right, and to which another is added. */
const calls: Readonly<Record<string, (wrong: object) => unknown>> = {
  BoundaryEquilibrium: (wrong) => new BoundaryEquilibrium({ rate: 0.1, ...wrong }),
  draganPenalty: (wrong) => draganPenalty({ judge, real: x(), ...wrong }, createRng(1)),
  energyBased: (wrong) => energyBased({ margin: 1, ...wrong }),
  featureLoss: (wrong) => featureLoss({ features: (x) => [x], ...wrong }),
  fixedVarianceGaussian: (wrong) => fixedVarianceGaussian({ variance: 1, ...wrong }),
  freeBits: (wrong) => freeBits(x(), { minimum: 0.1, ...wrong }),
  gaussian: (wrong) => gaussian({ variance: 1, ...wrong }),
  gaussianKernel: (wrong) => gaussianKernel({ deviation: 1, ...wrong }),
  huber: (wrong) => huber({ delta: 1, ...wrong }),
  inverseMultiquadraticKernel: (wrong) => inverseMultiquadraticKernel({ scales: [1], ...wrong }),
  klDecomposition: (wrong) => klDecomposition(posterior(), { datasetSize: 10, ...wrong }),
  LearnedGaussian: (wrong) => new LearnedGaussian({ logVariance: 0, ...wrong }),
  multiScaleStructuralSimilarity: (wrong) => multiScaleStructuralSimilarity({ range: 2, ...wrong }),
  oneSidedLabelSmoothing: (wrong) => oneSidedLabelSmoothing(hinge, { amount: 0.1, ...wrong }),
  orthogonalPenalty: (wrong) => orthogonalPenalty(x(), { norms: "free", ...wrong }),
  r1Penalty: (wrong) => r1Penalty({ judge, real: x(), ...wrong }),
  r2Penalty: (wrong) => r2Penalty({ judge, fake: x(), ...wrong }),
  structuralSimilarity: (wrong) => structuralSimilarity({ window: 5, ...wrong }),
  wassersteinGradientPenalty: (wrong) =>
    wassersteinGradientPenalty({ judge, real: x(), fake: x(), ...wrong }, createRng(1)),
};

describe("options that nothing reads", () => {
  it.each(Object.keys(calls))("are refused by %s", (name) => {
    const call = calls[name]!;
    tidy(() => {
      call({});
      expect(() => call({ unheardOf: 1 })).toThrow(`${name} has no option "unheardOf".`);
    });
  });

  it("are refused with what may have been meant", () => {
    expect(() => gaussian({ variances: 0.1 } as object)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: gaussian has no option "variances". Did you mean "variance"? Known options: mean, variance.]`,
    );
    expect(() => structuralSimilarity({ windows: 5 } as object)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: structuralSimilarity has no option "windows". Did you mean "window"? Known options: range, window.]`,
    );
  });
});

describe("values that an option does not take", () => {
  it("are refused, where another choice would have been made", () => {
    const wrong = (sides: string) => () => tidy(() => void calls.wassersteinGradientPenalty!({ sides }));
    expect(wrong("both")).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`sides\` of wassersteinGradientPenalty is "both". Expected "one" or "two".]`,
    );
    expect(() => tidy(() => void calls.orthogonalPenalty!({ norms: "none" }))).toThrow(GenlabError);
    expect(() => tidy(() => void calls.klDecomposition!({ sampling: "minibatch" }))).toThrow(GenlabError);
  });

  it("are refused, where the result would be no number or another", () => {
    for (const scales of [[], [0], [1, Number.NaN]]) expect(() => gaussianKernel({ scales })).toThrow(GenlabError);
    for (const window of [0, 2.5, 4]) expect(() => structuralSimilarity({ window })).toThrow(GenlabError);
    expect(() => structuralSimilarity({ range: 0 })).toThrow(GenlabError);
    expect(() => multiScaleStructuralSimilarity({ weights: [] })).toThrow(GenlabError);
    expect(() => new BoundaryEquilibrium({ diversity: Number.NaN })).toThrow(GenlabError);
    expect(() => new LearnedGaussian({ logVariance: Number.NaN })).toThrow(GenlabError);
    expect(() => featureLoss({ features: (x) => [x], weights: [-1] })).toThrow(GenlabError);
    expect(() => squaredErrorLikelihood("sigmoid" as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`mean\` of squaredErrorLikelihood is "sigmoid". Expected a function, such as sigmoid.]`,
    );
  });
});
