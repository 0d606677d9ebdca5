/** A mean over runs, and how uncertain it is. */
export interface Estimate {
  readonly mean: number;
  /** The standard error `s / √n`, with the deviation `s` about the mean by `n − 1`; NaN for one value. */
  readonly error: number;
}

export function meanAndError(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** `7.3 ± 0.7`; without an error where there is none. */
export const describeEstimate = ({ mean, error }: Estimate, digits: number): string =>
  Number.isNaN(error) ? mean.toFixed(digits) : `${mean.toFixed(digits)} ± ${error.toFixed(digits)}`;
