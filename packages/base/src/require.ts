import { describe } from "./describe.js";
import { GenlabError } from "./genlab-error.js";

// what users hand in is checked by these; `owner` is the thing that they set up, such as "Conv2d"
type Named<Value> = Readonly<Record<string, Value>>;
type Schedule = (step: number) => number;

/** @throws GenlabError unless all are whole numbers of at least `least`. */
export function requireCounts(owner: string, counts: Named<number>, least = 1): void {
  requireEach(owner, counts, (value) => Number.isSafeInteger(value) && value >= least, `a whole number from ${least}`);
}

/** Those that are numbers of values that may be schedules, to be checked: what a schedule gives is not. */
export function withoutSchedules(values: Named<number | Schedule>): Named<number> {
  const numbers = Object.entries(values).filter((entry): entry is [string, number] => typeof entry[1] !== "function");
  return Object.fromEntries(numbers);
}

/** @throws GenlabError unless all are finite and 0 or more, as weights of terms are. */
export function requireNonNegative(owner: string, values: Named<number>): void {
  requireEach(owner, values, (value) => Number.isFinite(value) && value >= 0, "a finite number, 0 or more");
}

/** @throws GenlabError unless all are finite and above 0. */
export function requirePositive(owner: string, values: Named<number>): void {
  requireEach(owner, values, (value) => Number.isFinite(value) && value > 0, "a finite number above 0");
}

/** @throws GenlabError unless all are finite. */
export function requireFinite(owner: string, values: Named<number>): void {
  requireEach(owner, values, Number.isFinite, "a finite number");
}

/** @throws GenlabError unless all are from 0 to 1. */
export function requireShares(owner: string, shares: Named<number>): void {
  requireEach(owner, shares, (value) => value >= 0 && value <= 1, "a number from 0 to 1");
}

/** @throws GenlabError unless all are from 0 to below 1, as decays of running means are. */
export function requireDecays(owner: string, decays: Named<number>): void {
  requireEach(owner, decays, (value) => value >= 0 && value < 1, "a number from 0 to below 1");
}

/** @throws GenlabError unless all are true or false: `"false"` would count as true. */
export function requireBooleans(owner: string, values: Named<boolean>): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "boolean") continue;
    throw new GenlabError(`\`${name}\` of ${owner} is ${describe(value)}. Expected true or false.`);
  }
}

/** @throws GenlabError unless all are one of the known words. */
export function requireOneOf(owner: string, values: Named<string>, known: readonly string[]): void {
  for (const [name, value] of Object.entries(values)) {
    if (known.includes(value)) continue;
    const words = known.map((word) => `"${word}"`).join(" or ");
    throw new GenlabError(`\`${name}\` of ${owner} is ${describe(value)}. Expected ${words}.`);
  }
}

/** @throws GenlabError unless all are functions, such as schedules. */
export function requireFunctions(owner: string, values: Named<unknown>, example: string): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "function") continue;
    throw new GenlabError(`\`${name}\` of ${owner} is ${describe(value)}. Expected a function, such as ${example}.`);
  }
}

/** @throws GenlabError unless all have these methods, as losses and layers do. */
export function requireMethods(
  owner: string,
  values: Named<unknown>,
  methods: readonly string[],
  example: string,
): void {
  for (const [name, value] of Object.entries(values)) {
    const given = Object(value) as object;
    if (methods.every((method) => typeof Reflect.get(given, method) === "function")) continue;
    const parts = methods.map((method) => `${method}()`).join(" and ");
    throw new GenlabError(
      `\`${name}\` of ${owner} is ${describe(value)}. Expected what has ${parts}, such as ${example}.`,
    );
  }
}

/** @throws GenlabError unless `shape` is that of one example, and all others are lists of whole numbers from 1 or `undefined`. */
export function requireSizes(owner: string, lists: Named<readonly number[] | undefined>): void {
  for (const [name, sizes] of Object.entries(lists)) {
    if (sizes === undefined && name !== "shape") continue;
    if (!Array.isArray(sizes) || (name === "shape" && sizes.length === 0)) {
      const expected =
        name === "shape" ? "that of one example, such as [28, 28, 1] or [2]" : "a list of sizes, such as [32, 64]";
      throw new GenlabError(`\`${name}\` of ${owner} is ${describe(sizes)}. Expected ${expected}.`);
    }
    requireCounts(owner, Object.fromEntries(sizes.map((size: number, i: number) => [`${name}[${i}]`, size])));
  }
}

/** @throws GenlabError unless all labels are class indices of a model of so many classes. */
export function requireClasses(labels: ArrayLike<number>, classes: number): void {
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (Number.isInteger(label) && label >= 0 && label < classes) continue;
    throw new GenlabError(
      `The label ${typeof label === "number" ? Number(label.toPrecision(7)) : describe(label)} at place ${i} is none of the ${classes} classes, 0 to ${classes - 1}. Ask for one of these, or make the model with as many as the data have.`,
    );
  }
}

function requireEach(owner: string, values: Named<number>, fits: (value: number) => boolean, expected: string): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "number" && fits(value)) continue;
    throw new GenlabError(`\`${name}\` of ${owner} is ${describe(value)}. Expected ${expected}.`);
  }
}
