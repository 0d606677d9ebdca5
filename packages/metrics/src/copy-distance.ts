import { checkWidths, matrixOf, rowsOf } from "./linear-algebra/matrix.js";
import { squaredDistance } from "./linear-algebra/squared-distance.js";
import type { Rows } from "./rows.js";

export interface CopySets {
  /** What the model was trained on. */
  readonly train: Rows;
  /** Examples that it has not seen. */
  readonly test: Rows;
  readonly generated: Rows;
}

/**
 * How far generated examples are from the nearest training example, against how far new ones are: the ratio of the two medians. 0 of copies;
 * about 1 where samples are distributed as new examples are; less where they are blurred, for a mean is near to all.
 *
 * The distances are those that Meehan et al. compare, 2020, https://arxiv.org/abs/2004.05675
 *
 * @throws GenlabError for rows that differ in length or are not finite.
 */
export function copyDistance({ train, test, generated }: CopySets): number {
  const metric = "copyDistance";
  const [a, b, c] = [
    matrixOf(train, { metric, name: "train" }),
    matrixOf(test, { metric, name: "test" }),
    matrixOf(generated, { metric, name: "generated" }),
  ];
  checkWidths(metric, { train: a, test: b, generated: c });
  const known = rowsOf(a);
  const nearest = (row: Float64Array) => Math.sqrt(Math.min(...known.map((other) => squaredDistance(row, other))));
  const [ofNew, ofGenerated] = [median(rowsOf(b).map(nearest)), median(rowsOf(c).map(nearest))];
  if (ofNew === 0) return ofGenerated === 0 ? 1 : Number.POSITIVE_INFINITY;
  return ofGenerated / ofNew;
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}
