import type { NumberColumn } from "./table-column.js";

/** Half of the range of scores that quantiles cover: 95 % of a column. What lies beyond is as far out as it was, so that odd values stay odd. */
const REACH = 2;
const STEPS_PER_UNIT = 16;
const QUANTILES = 2 * REACH * STEPS_PER_UNIT + 1;
/** Fewer tell too little of a distribution. */
const FEWEST = 100;
/** What `toFixed` takes. */
export const MOST_DECIMALS = 100;

/**
 * The values that lie where −2, …, 2 lie among normal ones, in steps of 1/16, as straight lines between the values of a column give them.
 *
 * @param values sorted
 * @param decimals places after the point that they need; quantiles have two more at most
 * @returns nothing for few values
 */
export function quantilesOf(values: Float64Array, decimals: number): readonly number[] | undefined {
  if (values.length < FEWEST) return undefined;
  return Array.from({ length: QUANTILES }, (_, i) => {
    const place = Math.max(0, values.length * normalShareBelow(scoreAt(i)) - 0.5);
    const [before, after] = [values[Math.floor(place)]!, values[Math.min(values.length - 1, Math.floor(place) + 1)]!];
    return Number((before + (after - before) * (place % 1)).toFixed(Math.min(MOST_DECIMALS, decimals + 2)));
  });
}

/** A value of a column as a number that is about normal in it, and with more distance to the others the odder it is. */
export function scoreOf({ quantiles, mean, deviation }: NumberColumn, value: number): number {
  if (!quantiles) return (value - mean) / deviation;
  const [first, last] = [quantiles[0]!, quantiles.at(-1)!];
  if (value < first) return -REACH - (first - value) / unitBelow(quantiles, deviation);
  if (value > last) return REACH + (value - last) / unitAbove(quantiles, deviation);
  const from = quantiles.findIndex((quantile) => quantile >= value);
  if (quantiles[from]! > value)
    return scoreAt(from - (quantiles[from]! - value) / (quantiles[from]! - quantiles[from - 1]!));
  const to = quantiles.lastIndexOf(value);
  return scoreAt((from + to) / 2); // one value that many rows have
}

/** The value of a column that a score stands for. */
export function valueAt({ quantiles, mean, deviation }: NumberColumn, score: number): number {
  if (!quantiles) return mean + deviation * score;
  if (score < -REACH) return quantiles[0]! + (score + REACH) * unitBelow(quantiles, deviation);
  if (score > REACH) return quantiles.at(-1)! + (score - REACH) * unitAbove(quantiles, deviation);
  const place = (score + REACH) * STEPS_PER_UNIT;
  const [before, after] = [quantiles[Math.floor(place)]!, quantiles[Math.ceil(place)]!];
  return before + (after - before) * (place % 1);
}

const scoreAt = (place: number): number => place / STEPS_PER_UNIT - REACH;

/** What a unit of score is beyond the quantiles: as much as the last unit within, or half a deviation where that is next to nothing. */
const unitBelow = (quantiles: readonly number[], deviation: number): number =>
  Math.max(quantiles[STEPS_PER_UNIT]! - quantiles[0]!, deviation / 2);

const unitAbove = (quantiles: readonly number[], deviation: number): number =>
  Math.max(quantiles.at(-1)! - quantiles.at(-1 - STEPS_PER_UNIT)!, deviation / 2);

/** `Φ(z)`, to 7.5e-8: 26.2.17 of Abramowitz and Stegun, 1964. */
function normalShareBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const sum = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153].reduce((all, b) => (all + b) * t, 0);
  const above = (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
  return z < 0 ? above : 1 - above;
}
