import { GenlabError, number, ownMethods, requireSizes, setting, textOf, type WithDefault } from "@genlab/core";
import { bernoulli } from "../likelihood/bernoulli.js";
import { continuousBernoulli } from "../likelihood/continuous-bernoulli.js";
import { gaussian } from "../likelihood/gaussian.js";
import { LearnedGaussian } from "../likelihood/learned-gaussian.js";
import type { Likelihood } from "../likelihood/likelihood.js";
import { likelihoodNameFor, squaredErrorFor } from "../likelihood/likelihood-for.js";

const words = ["auto", "bernoulli", "continuous-bernoulli", "squared-error", "gaussian", "learned-gaussian"] as const;

export type LikelihoodName = (typeof words)[number];

const own = ownMethods(["negativeLog", "mean"], "`bernoulli` of @genlab/losses");

/** Settings of what a decoder's output says of the data: a likelihood, or its name and its variance. */
export const likelihoodSettings = (byDefault: LikelihoodName, source?: string) => ({
  likelihood: setting<LikelihoodName | Likelihood, LikelihoodName | Likelihood, WithDefault<LikelihoodName>>(
    {
      about:
        'What the decoder\'s output says of the data. "auto" is Bernoulli for images and a Gaussian of learned variance for points; "squared-error" is of `sigmoid(output)` for images.',
      kind: { type: "words", words },
      expected: `one of ${words.map(textOf).join(", ")}, or ${own.expected}`,
      accepts: (value) => words.includes(value as LikelihoodName) || own.accepts(value),
    },
    { default: byDefault, source },
  ),
  variance: number('Of the likelihood "gaussian"; where "learned-gaussian" starts.', { default: 1, min: 1e-12 }),
});

interface LikelihoodValues {
  readonly likelihood: LikelihoodName | Likelihood;
  readonly variance: number;
}

const ofVariance = {
  gaussian: (variance) => gaussian({ variance }),
  "learned-gaussian": (variance) => new LearnedGaussian({ logVariance: Math.log(variance) }),
} satisfies Partial<Record<LikelihoodName, (variance: number) => Likelihood>>;

const ofShape = {
  bernoulli: () => bernoulli,
  "continuous-bernoulli": () => continuousBernoulli,
  "squared-error": squaredErrorFor,
} satisfies Partial<Record<LikelihoodName, (shape: readonly number[]) => Likelihood>>;

/**
 * The likelihood that settings say, for examples of a shape. One that is for other values than the data has is found when the data comes:
 * features may be in [0, 1] as pixels are.
 *
 * @throws GenlabError for a variance that the likelihood does not have, and for a shape that is none.
 */
export function likelihoodOf({ likelihood, variance }: LikelihoodValues, shape: readonly number[]): Likelihood {
  requireSizes("likelihoodOf", { shape });
  const chosen = likelihood === "auto" ? likelihoodNameFor(shape) : likelihood;
  if (chosen === "gaussian" || chosen === "learned-gaussian") return ofVariance[chosen](variance);
  if (variance === 1) return typeof chosen === "string" ? ofShape[chosen](shape) : chosen;
  throw new GenlabError(
    `\`variance\` is ${variance}, and the likelihood ${nameOf(likelihood)} has none. Leave it out, or choose "gaussian" or "learned-gaussian".`,
  );
}

function nameOf(likelihood: LikelihoodName | Likelihood): string {
  if (typeof likelihood !== "string") return "that is given";
  return likelihood === "auto" ? "of images, Bernoulli," : textOf(likelihood);
}
