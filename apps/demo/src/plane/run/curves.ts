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

  get losses(): Series {
    return this.#losses;
  }

  get quality(): Series {
    return this.#quality;
  }
}

/** A series that grows. */
class Columns implements Series {
  readonly steps: number[] = [];
  readonly values: Record<string, (number | null)[]> = {};

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

/** Every so manieth point of a series, at most `most`, and the last one. */
export function thinned({ steps, values }: Series, most: number): Series {
  const stride = Math.max(1, Math.ceil(steps.length / most));
  const isKept = (_: unknown, index: number) => index % stride === 0 || index === steps.length - 1;
  return {
    steps: steps.filter(isKept),
    values: Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.filter(isKept)])),
  };
}
