import { completeSettings, type Given, type Settings, setting, type Values } from "@genlab/base";
import { requireRng } from "./require-rng.js";
import type { Rng } from "./rng.js";

/** What every factory of models is given beside settings. */
export interface ForExamples {
  /** Shape of one example: `[height, width, channels]`, or `[features]`. */
  readonly shape: readonly number[];
}

/** What a factory is given: the shape, and settings of which those with a default may be left out. */
export type FactoryOptions<S extends Settings> = ForExamples & Given<S>;

const shape = setting<readonly number[]>({
  about: "Shape of one example: `[height, width, channels]`, or `[features]`.",
  expected: "that of one example, such as [28, 28, 1] or [2]",
  accepts: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((size) => Number.isSafeInteger(size) && size >= 1),
});

/**
 * The value of every option of a factory: the shape, and its settings.
 *
 * @param owner the factory's name, for errors
 * @throws GenlabError for an option that there is not, one that is missing or that is not accepted, and without a stream of random numbers.
 */
export function factoryOptions<S extends Settings>(
  owner: string,
  settings: S,
  options: FactoryOptions<S>,
  rng: Rng,
): ForExamples & Values<S> {
  requireRng(owner, rng);
  return completeSettings(owner, { shape, ...settings }, options) as unknown as ForExamples & Values<S>;
}
