/** A number in a few figures: `0.0041`, `3.14`, `128`. */
export function brief(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return `${Math.round(value)}`;
  return size >= 0.1 || value === 0 ? value.toFixed(size >= 10 ? 1 : 2) : `${Number(value.toPrecision(2))}`;
}
