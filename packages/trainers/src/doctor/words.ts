/** A number in a sentence: `0.0123`, `1.2e-9`. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return `${value ?? "no number"}`;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(1);
  return `${Number(value.toPrecision(3))}`;
}

export const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;
