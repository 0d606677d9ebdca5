/** Round numbers in a range: about so many, 1, 2 or 5 times a power of ten apart. */
export function ticksOf(least: number, most: number, count: number): readonly number[] {
  const rough = (most - least) / count;
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const apart = [1, 2, 5, 10].map((times) => times * power).find((each) => each >= rough)!;
  const first = Math.ceil(least / apart);
  const last = Math.floor(most / apart);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * apart).toPrecision(12)));
}

/** Logarithms of round numbers: of 1, 2 and 5 times powers of ten where there is room, else of some of the powers. */
export function logTicksOf(least: number, most: number): readonly number[] {
  if (most - least > 2) return ticksOf(least, most, 4).filter(Number.isInteger);
  const powers = Array.from({ length: Math.ceil(most) - Math.floor(least) + 1 }, (_, i) => Math.floor(least) + i);
  const all = powers.flatMap((power) => [1, 2, 5].map((times) => power + Math.log10(times)));
  return all.filter((tick) => tick >= least && tick <= most);
}
