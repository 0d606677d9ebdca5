import { GenlabError } from "@genlab/core";
import { columnsOf, matrixOf } from "./linear-algebra/matrix.js";
import type { Rows } from "./rows.js";

/** Codes of examples, and the factors that these were made from, as columns: a value for each example. */
export interface CodesAndFactors {
  readonly codes: readonly Float64Array[];
  readonly factors: readonly Float64Array[];
}

/** @throws GenlabError for factors that are no whole numbers. */
export function requireIndices(metric: string, factors: readonly Float64Array[]): void {
  for (const [column, factor] of factors.entries()) {
    const row = factor.findIndex((value) => !Number.isInteger(value));
    if (row < 0) continue;
    throw new GenlabError(
      `${metric}: \`factors\` holds ${factor[row]} at row ${row}, column ${column}. Give whole numbers: for each factor, the index of its value.`,
    );
  }
}

/**
 * Checks codes `[count, codes]` and factors `[count, factors]` for a metric that compares them.
 *
 * @throws GenlabError for fewer than two codes, another number of codes than of factors, and factors of one value.
 */
export function codesAndFactors(metric: string, givenCodes: Rows, givenFactors: Rows): CodesAndFactors {
  const z = matrixOf(givenCodes, { metric, name: "codes" });
  const v = matrixOf(givenFactors, { metric, name: "factors" });
  if (z.rows !== v.rows) {
    throw new GenlabError(
      `${metric}: ${z.rows} rows of \`codes\`, ${v.rows} of \`factors\`. Give one of each an example.`,
    );
  }
  if (z.columns < 2) throw new GenlabError(`${metric}: there is ${z.columns} code. Give at least two.`);
  const factors = columnsOf(v);
  for (const [k, factor] of factors.entries()) {
    if (factor.every((value) => value === factor[0]))
      throw new GenlabError(`${metric}: factor ${k} has one value, ${factor[0]}. Leave it out.`);
  }
  return { codes: columnsOf(z), factors };
}
