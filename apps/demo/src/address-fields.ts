import type { Parameters } from "./address.js";

/** One value of a page's state, and its text in the address. */
export interface Field<T> {
  readonly initial: T;
  /** Undefined where the text makes no sense: the value is then the initial one. */
  read(text: string): T | undefined;
  write(value: T): string;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

export interface Range {
  readonly min: number;
  readonly max: number;
}

export const wholeNumber = (initial: number, range: Range): Field<number> =>
  numeric(initial, (value) => Number.isSafeInteger(value) && isWithin(value, range));

export const decimal = (initial: number, range: Range): Field<number> =>
  numeric(initial, (value) => Number.isFinite(value) && isWithin(value, range));

/** Numbers with two decimals: `0.5,-1.25`. */
export const decimals: Field<readonly number[]> = {
  initial: [],
  read(given) {
    const values = given === "" ? [] : given.split(",").map(Number);
    return values.every(Number.isFinite) ? values : undefined;
  },
  write: (values) => values.map((value) => `${Math.round(100 * value) / 100}`).join(","),
};

export const flag = (initial: boolean): Field<boolean> => ({
  initial,
  read: (text) => ({ on: true, off: false })[text],
  write: (value) => (value ? "on" : "off"),
});

export const text = (initial: string): Field<string> => ({ initial, read: (given) => given, write: (value) => value });

/** One of some words. */
export const choice = <const T extends string>(words: readonly T[], initial: T): Field<T> => ({
  initial,
  read: (given) => words.find((word) => word === given),
  write: (value) => value,
});

/** Some of some words, in any order, each once: `gan,vae`. */
export const choices = <const T extends string>(words: readonly T[], initial: readonly T[]): Field<readonly T[]> => ({
  initial,
  read(given) {
    const chosen = given === "" ? [] : given.split(",");
    const known = words.filter((word) => chosen.includes(word));
    if (known.length !== chosen.length) return undefined;
    return chosen.flatMap((one) => known.filter((word) => word === one));
  },
  write: (value) => value.join(","),
});

/** The values of all fields: those of the address, the initial ones where it has none. */
export function readFields<const F extends Fields>(fields: F, parameters: Parameters): ValuesOf<F> {
  const values = Object.entries(fields).map(([name, { initial, read }]) => {
    const given = parameters[name];
    return [name, (given === undefined ? undefined : read(given)) ?? initial];
  });
  return Object.fromEntries(values) as ValuesOf<F>;
}

/** The values that are not the initial ones, as text. */
export function writeFields<const F extends Fields>(fields: F, values: ValuesOf<F>): Parameters {
  const given: Readonly<Record<string, unknown>> = values;
  const texts = Object.entries(fields).map(([name, { write }]) => [name, write(given[name])] as const);
  return Object.fromEntries(texts.filter(([name, written]) => written !== fields[name]!.write(fields[name]!.initial)));
}

const isWithin = (value: number, { min, max }: Range) => value >= min && value <= max;

function numeric(initial: number, accepts: (value: number) => boolean): Field<number> {
  return {
    initial,
    read(given) {
      const value = given.trim() === "" ? Number.NaN : Number(given);
      return accepts(value) ? value : undefined;
    },
    write: (value) => `${value}`,
  };
}
