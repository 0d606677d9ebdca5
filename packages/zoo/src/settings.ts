import { describe, GenlabError, suggestion } from "@genlab/core";

/** One setting of a recipe: its default, and how a value from JSON is checked. */
export interface Setting<T> {
  /** Absent: the setting must be given. */
  readonly default?: T;
  /** What a value must be, for messages. */
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The values of all settings. */
export type ValuesOf<S extends Settings> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

export interface Range {
  /** Default: none. */
  readonly min?: number;
  /** Default: none. */
  readonly max?: number;
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isCount = (value: unknown, least = 1): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least;

/** A setting, with its default where there is one. */
const setting = <T>(value: T | undefined, expected: string, accepts: (value: unknown) => boolean): Setting<T> => ({
  expected,
  accepts,
  ...(value !== undefined && { default: value }),
});

/** A positive integer, or with `min: 0` a whole number. */
export const count = (value?: number, { min = 1 }: Pick<Range, "min"> = {}): Setting<number> =>
  setting(value, min === 1 ? "a positive integer" : `a whole number, ${min} or more`, (given) => isCount(given, min));

/** A list of positive integers. */
export const counts = (value?: readonly number[]): Setting<readonly number[]> =>
  setting(value, "a list of positive integers", (given) => Array.isArray(given) && given.every((one) => isCount(one)));

/** A finite number. */
export const number = (value?: number, { min = -Infinity, max = Infinity }: Range = {}): Setting<number> =>
  setting(value, `a number${range(min, max)}`, (given) => isNumber(given) && given >= min && given <= max);

/** A weight of a term: 0 or more. */
export const weight = (value?: number): Setting<number> => number(value, { min: 0 });

/** A share of a whole, from 0 to 1. */
export const share = (value?: number): Setting<number> => number(value, { min: 0, max: 1 });

/** `true` or `false`. */
export const flag = (value?: boolean): Setting<boolean> =>
  setting(value, "true or false", (given) => typeof given === "boolean");

/** One of some words. */
export const oneOf = <const T extends string>(words: readonly T[], value?: T): Setting<T> =>
  setting(value, `one of ${words.map((word) => `"${word}"`).join(", ")}`, (given) => words.includes(given as T));

/** What the model chooses itself unless it is given: "auto". */
export const orAuto = <T>({ expected, accepts }: Setting<T>): Setting<T | "auto"> =>
  setting<T | "auto">("auto", `${expected}, or "auto"`, (given) => given === "auto" || accepts(given));

function range(min: number, max: number): string {
  if (min > -Infinity && max < Infinity) return ` from ${min} to ${max}`;
  if (min > -Infinity) return `, ${min} or more`;
  return max < Infinity ? `, ${max} or less` : "";
}

/**
 * Every setting's value: the given one, or the default.
 *
 * @param where what to call the object in errors: `model "vae"`
 * @throws GenlabError for an unknown key, a missing setting, or a value that is not what the setting expects.
 */
export function readSettings<S extends Settings>(settings: S, given: object, where: string): ValuesOf<S> {
  const known = Object.keys(settings);
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) {
      throw new GenlabError(`Unknown setting "${key}" of ${where}. ${suggestion(key, known, "settings")}`);
    }
  }
  const values = Object.entries(settings).map(([key, { default: fallback, expected, accepts }]) => {
    const chosen: unknown = Reflect.get(given, key);
    const value = chosen === undefined ? fallback : chosen;
    if (value === undefined) throw new GenlabError(`Setting "${key}" of ${where} is missing. Expected ${expected}.`);
    if (!accepts(value)) {
      throw new GenlabError(`Setting "${key}" of ${where} is ${describe(value)}. Expected ${expected}.`);
    }
    return [key, value];
  });
  return Object.fromEntries(values) as ValuesOf<S>;
}
