/** `#rrggbb` as three numbers up to 255. */
export function rgb(color: string): readonly [number, number, number] {
  const bits = Number.parseInt(color.slice(1), 16);
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}

/** The colour, let through. */
export const withAlpha = (color: string, alpha: number): string => `rgb(${rgb(color).join(" ")} / ${alpha})`;
