import type { Quality } from "../../session/looks/quality.js";
import type { Report } from "../../session/session.js";

/** Numbers over steps, in the order of the steps. */
export interface Series {
  readonly steps: readonly number[];
  /** By name, as many as steps each. Null where there was none at a step. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
}

/** What a run reported so far. */
export class Curves {
  readonly #losses = new Columns();
  readonly #quality = new Columns();

  report({ step, losses }: Report): void {
    const terms = Object.entries(losses).flatMap(([phase, values]) =>
      Object.entries(values).map(([term, value]) => [`${phase}/${term}`, value] as const),
    );
    this.#losses.add(step, terms);
  }

  measure(step: number, { coverage, distance }: Quality): void {
    const found = coverage ? { modes: coverage.found, highQuality: coverage.highQuality } : {};
    this.#quality.add(step, Object.entries({ ...found, distance }));
  }

  /** Forgets what came after a step. */
  cut(to: number): void {
    this.#losses.cut(to);
    this.#quality.cut(to);
  }

  /** Takes over what was reported before. */
  recall(losses: Series, quality: Series): void {
    this.#losses.recall(losses);
    this.#quality.recall(quality);
  }

  get losses(): Series {
    return this.#losses;
  }

  get quality(): Series {
    return this.#quality;
  }
}

/** A series that grows. */
class Columns implements Series {
  steps: number[] = [];
  values: Record<string, (number | null)[]> = {};

  recall({ steps, values }: Series): void {
    this.steps = [...steps];
    this.values = Object.fromEntries(Object.entries(values).map(([name, list]) => [name, [...list]]));
  }

  add(step: number, numbers: readonly (readonly [string, number])[]): void {
    for (const [name] of numbers) this.values[name] ??= this.steps.map(() => null);
    this.steps.push(step);
    const given = new Map(numbers);
    for (const [name, column] of Object.entries(this.values)) column.push(given.get(name) ?? null);
  }

  cut(to: number): void {
    const count = this.steps.filter((step) => step <= to).length;
    for (const column of [this.steps, ...Object.values(this.values)]) column.length = count;
  }
}

/** The losses as they were reported. */
export const reportsOf = ({ steps, values }: Series): Report[] =>
  steps.map((step, i) => {
    const losses: Record<string, Record<string, number>> = {};
    for (const [name, column] of Object.entries(values)) {
      const [phase, term] = name.split("/") as [string, string];
      const value = column[i];
      if (typeof value === "number") losses[phase] = { ...losses[phase], [term]: value };
    }
    return { step, losses };
  });

/** A series as it was after so many steps. */
export function upTo({ steps, values }: Series, step: number): Series {
  const count = placeOf(steps, step) + 1;
  return {
    steps: steps.slice(0, count),
    values: Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.slice(0, count)])),
  };
}

/** Where the last point at a step or before it is; -1 where there is none. */
export const placeOf = (steps: readonly number[], step: number): number => steps.findLastIndex((one) => one <= step);

/** The values of a series where another one has its steps; null where it has none there. */
export function at({ steps, values }: Series, others: readonly number[]): Series["values"] {
  const places = new Map(steps.map((step, index) => [step, index]));
  const placed = (list: readonly (number | null)[]) => others.map((step) => list[places.get(step) ?? -1] ?? null);
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, placed(list)]));
}

/** Every so manieth point of a series, some `most`, the last one, and the last one at the step that is shown or before it. */
export function thinned({ steps, values }: Series, most: number, shown = Number.POSITIVE_INFINITY): Series {
  const stride = Math.max(1, Math.ceil(steps.length / most));
  const place = placeOf(steps, shown);
  const isKept = (_: unknown, index: number) => index % stride === 0 || index === steps.length - 1 || index === place;
  return {
    steps: steps.filter(isKept),
    values: Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.filter(isKept)])),
  };
}
