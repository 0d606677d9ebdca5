import { GenlabError, optionsOf, refuseUnknown } from "@genlab/core";
import { IsotropicMixture } from "./isotropic-mixture.js";
import { checkWidths, columnsOf, type Matrix, matrixOf, rowsOf } from "./linear-algebra/matrix.js";
import type { Rows } from "./rows.js";

/** Features of images, `[count, features]` each. */
export interface FeatureSets {
  /** Of what the generator was trained on: all of it, or copies of the rest pass unseen. */
  readonly train: Rows;
  /** Of data that it has not seen. */
  readonly test: Rows;
  readonly generated: Rows;
}

export interface FeatureLikelihoodDivergence {
  /**
   * `100 / d` times the nats that a test example is less likely than by training data: about 0 for samples as good as these, lower is
   * better. Samples that are poor, too alike or copies of training data all raise it.
   */
  readonly divergence: number;
  /** `100 / d` times the nats that a test example is more likely than one of training: about 0, and far below it for copies of training data. */
  readonly generalizationGap: number;
}

/**
 * The feature likelihood divergence (FLD) and its generalisation gap: likelihoods of features by a Gaussian around each generated one, whose
 * widths are those that make the features of training data likeliest. A sample that copies training data gets a width of almost nothing,
 * and is no help to test data. Jiralerspong et al. 2023, https://arxiv.org/abs/2302.04440
 *
 * With `NLL` a mean of `−log p / d` over rows: `divergence = 100 (NLL(test) − C)` and `generalizationGap = 100 (NLL(train) − NLL(test))`. Features
 * are scaled first to mean 0 and variance 1 over the test data; those that are constant there are left out, and d is how many stay. C is the
 * `NLL(test)` of Gaussians around rows of training data, half of it at most and no more than are generated, fitted to the rest: here
 * rows in even steps, where the paper draws them. The fit is the authors' (see `IsotropicMixture`).
 *
 * From 1000 on either side, samples are copies; how far the number then goes says nothing. Samples that crowd together where data lie are
 * forgiven: their Gaussians are wider. Take features of DINOv2, as the paper does, and many samples (the paper: 10 000), of which C depends
 * on the count. Time and memory grow with the product of the counts of `train` and `generated`.
 *
 * @throws GenlabError for fewer than two rows, rows that differ in length, features that are all constant over `test`, and numbers that are
 * not finite.
 */
export function featureLikelihoodDivergence(sets: FeatureSets): FeatureLikelihoodDivergence {
  const metric = "featureLikelihoodDivergence";
  const { train, test, generated, ...others } = optionsOf(metric, sets);
  refuseUnknown(metric, others, { train, test, generated });
  const minimumRows = 2;
  const matrices = {
    train: matrixOf(train, { metric, name: "train", minimumRows }),
    test: matrixOf(test, { metric, name: "test", minimumRows }),
    generated: matrixOf(generated, { metric, name: "generated", minimumRows }),
  };
  checkWidths(metric, matrices);
  const scaled = scaledBy(matrices.test);
  const [fitted, unseen, centres] = [scaled(matrices.train), scaled(matrices.test), scaled(matrices.generated)];
  const mixture = IsotropicMixture.fit(centres, fitted);
  const [nllOfTrain, nllOfTest] = [mixture.negativeLogLikelihood(fitted), mixture.negativeLogLikelihood(unseen)];
  const [half, rest] = parted(fitted, Math.min(centres.length, Math.floor(fitted.length / 2)));
  const baseline = IsotropicMixture.fit(half, rest).negativeLogLikelihood(unseen);
  return { divergence: 100 * (nllOfTest - baseline), generalizationGap: 100 * (nllOfTrain - nllOfTest) };
}

/** Brings rows to the scale in which each column of `reference` has mean 0 and variance 1, of the divisor rows − 1. */
function scaledBy(reference: Matrix): (matrix: Matrix) => readonly Float64Array[] {
  const columns = columnsOf(reference).flatMap((column, index) => {
    if (column.every((value) => value === column[0])) return [];
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const squares = column.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return [{ index, mean, deviation: Math.sqrt(squares / (column.length - 1)) }];
  });
  if (columns.length === 0) {
    throw new GenlabError(
      `featureLikelihoodDivergence: all rows of \`test\` are the same. Give features that tell examples apart.`,
    );
  }
  return (matrix) =>
    rowsOf(matrix).map((row) =>
      Float64Array.from(columns, ({ index, mean, deviation }) => (row[index]! - mean) / deviation),
    );
}

/** So many rows in even steps, and the others. */
function parted(
  rows: readonly Float64Array[],
  count: number,
): readonly [readonly Float64Array[], readonly Float64Array[]] {
  const taken = new Set(Array.from({ length: count }, (_, i) => Math.floor((i * rows.length) / count)));
  return [rows.filter((_, i) => taken.has(i)), rows.filter((_, i) => !taken.has(i))];
}
