import type { RandomSource } from "./random-source.js";

/** Two independent draws from N(0, 1), by Box and Muller, 1958, https://doi.org/10.1214/aoms/1177706645. */
export function normalPair(source: RandomSource): readonly [number, number] {
  const radius = Math.sqrt(-2 * Math.log(1 - source.random())); // 1 - u is never zero
  const angle = 2 * Math.PI * source.random();
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
