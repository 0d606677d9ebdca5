import type { DataRange } from "@genlab/core";

/** Of losses whose targets are probabilities. */
export const targetRange = (of: string): DataRange => ({
  of,
  least: 0,
  most: 1,
  otherwise: "`squaredError` or `absoluteError`",
});
