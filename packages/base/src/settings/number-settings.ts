import { type Optional, setting, type WithDefault } from "./make-setting.js";

/** A step to a number: `linear({ from: 0, to: 1, steps: 500 })`. */
type Schedule = (step: number) => number;

export interface Range {
  /** Default: none. */
  readonly min?: number;
  /** Default: none. */
  readonly max?: number;
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

const isCount = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && (value as number) >= least;

/** A whole number, from 1 or from another least one. */
export function count<Options extends Partial<WithDefault<number>> & { readonly min?: number }>(
  about: string,
  options?: Options,
): Optional<number, Options> {
  const { min = 1 } = options ?? {};
  const kind = { type: "number", min, max: Number.POSITIVE_INFINITY, isWhole: true } as const;
  return setting(
    { about, kind, expected: `a whole number from ${min}`, accepts: (value) => isCount(value, min) },
    options,
  );
}

/** A list of whole numbers, from 1 or from another least one. */
export function counts<Options extends Partial<WithDefault<readonly number[]>> & { readonly min?: number }>(
  about: string,
  options?: Options,
): Optional<readonly number[], Options> {
  const { min = 1 } = options ?? {};
  const accepts = (value: unknown) => Array.isArray(value) && value.every((one) => isCount(one, min));
  const kind = { type: "numbers" } as const;
  return setting({ about, kind, expected: `a list of whole numbers from ${min}, such as [32, 64]`, accepts }, options);
}

/** A finite number. */
export function number<Options extends Partial<WithDefault<number>> & Range>(
  about: string,
  options?: Options,
): Optional<number, Options> {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = options ?? {};
  const accepts = (value: unknown) => isNumber(value) && value >= min && value <= max;
  const kind = { type: "number", min, max, isWhole: false } as const;
  return setting({ about, kind, expected: `a ${rangeText(min, max)}`, accepts }, options);
}

/** The weight of a term: 0 or more. */
export const weight = <Options extends Partial<WithDefault<number>>>(about: string, options?: Options) =>
  number(about, { ...(options as Options), min: 0 });

/** A share of a whole, from 0 to 1. */
export const share = <Options extends Partial<WithDefault<number>>>(about: string, options?: Options) =>
  number(about, { ...(options as Options), min: 0, max: 1 });

/** A number that may be a schedule; what a schedule gives is not checked. */
export function rate<Options extends Partial<WithDefault<number | Schedule>> & Range>(
  about: string,
  options?: Options,
): Optional<number | Schedule, Options> {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = options ?? {};
  const expected = `a ${rangeText(min, max)}, or a schedule such as linear({ from: 0, to: 1, steps: 500 })`;
  const accepts = (value: unknown) => typeof value === "function" || (isNumber(value) && value >= min && value <= max);
  return setting({ about, kind: { type: "rate", min, max }, expected, accepts }, options);
}

/** `true` or `false`: `"false"` would count as true. */
export function flag<Options extends Partial<WithDefault<boolean>>>(
  about: string,
  options?: Options,
): Optional<boolean, Options> {
  const accepts = (value: unknown) => typeof value === "boolean";
  return setting({ about, kind: { type: "flag" }, expected: "true or false", accepts }, options);
}

function rangeText(min: number, max: number): string {
  if (min === 0 && max === Number.POSITIVE_INFINITY) return "finite number, 0 or more";
  if (min > Number.NEGATIVE_INFINITY && max < Number.POSITIVE_INFINITY) return `number from ${min} to ${max}`;
  if (min > Number.NEGATIVE_INFINITY) return `finite number, ${min} or more`;
  return max < Number.POSITIVE_INFINITY ? `finite number, ${max} or less` : "finite number";
}
