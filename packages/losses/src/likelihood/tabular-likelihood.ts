import { type Parameter, parameter, type Rng, refuseUnknown, requireCounts } from "@genlab/core";
import { add, concat, exp, fill, maximum, mul, neg, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { drawChoice } from "../draw-choice.js";
import { logSoftmax } from "../log-softmax.js";
import { gaussianNegativeLogLikelihood } from "../reconstruction/gaussian-negative-log-likelihood.js";
import { numbersBeside, splitChoices } from "../split-choices.js";
import { sumPerExample } from "../sum-per-example.js";
import type { Likelihood } from "./likelihood.js";

/** TVAE's: from 1 a column takes thousands of steps to where its noise is small. */
const FIRST_LOG_VARIANCE = 2 * Math.log(0.1);

export interface TabularLikelihoodOptions {
  /** The size of the last axis of an example. */
  readonly size: number;
  /** How many each choice is among, a one among zeros each. They stand last, and numbers before them. */
  readonly choices: readonly number[];
}

/** No deviation is smaller: of a column of few numbers the density would grow without bound. */
const LEAST_LOG_VARIANCE = 2 * Math.log(0.01);

/**
 * Rows of a table: `N(output, σ²)` for each number, with a variance of its own that is learned, and for each choice a categorical
 * distribution by the softmax of its logits. Xu et al. 2019 (TVAE), https://arxiv.org/abs/1907.00503
 */
export class TabularLikelihood implements Likelihood {
  readonly choices: readonly number[];
  /** `[numbers]`, or none without numbers. */
  readonly logVariance: Parameter | null;

  /** @throws GenlabError for choices that do not fit the size, and for options that it does not have. */
  constructor({ size, choices, ...others }: TabularLikelihoodOptions) {
    refuseUnknown("TabularLikelihood", others, { size, choices });
    requireCounts("TabularLikelihood", { size });
    const numbers = numbersBeside(choices, size);
    this.choices = [...choices];
    this.logVariance = numbers > 0 ? parameter(() => fill([numbers], FIRST_LOG_VARIANCE)) : null;
  }

  negativeLog(output: Tensor, x: Tensor): Tensor {
    checkShapes("TabularLikelihood", { output, x });
    return tidy(() => {
      const [predicted, given] = [splitChoices(output, this.choices), splitChoices(x, this.choices)];
      const costs = predicted.choices.map((logits, i) =>
        neg(sumPerExample(mul(given.choices[i]!, logSoftmax(logits)))),
      );
      if (predicted.numbers && this.logVariance) {
        const logVariance = maximum(this.logVariance, LEAST_LOG_VARIANCE);
        costs.unshift(gaussianNegativeLogLikelihood.perExample(predicted.numbers, given.numbers!, logVariance));
      }
      return costs.reduce((sum, cost) => add(sum, cost));
    });
  }

  /** The numbers' means, and the probabilities of each choice. */
  mean(output: Tensor): Tensor {
    return tidy(() => {
      const { numbers, choices } = splitChoices(output, this.choices);
      return concat([...(numbers ? [numbers] : []), ...choices.map((logits) => exp(logSoftmax(logits)))], -1);
    });
  }

  /** A row as the table has them: numbers with their noise, a one among zeros of each choice. */
  draw(output: Tensor, rng: Rng): Tensor {
    return tidy(() => {
      const { numbers, choices } = splitChoices(output, this.choices);
      const parts = choices.map((logits) => drawChoice(logits, rng));
      if (numbers && this.logVariance) {
        const deviation = exp(mul(0.5, maximum(this.logVariance, LEAST_LOG_VARIANCE)));
        parts.unshift(add(numbers, mul(deviation, rng.normal(numbers.shape))));
      }
      return concat(parts, -1);
    });
  }
}
