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
  readonly #losses: { step: number; values: Readonly<Record<string, number>> }[] = [];
  readonly #quality: { step: number; values: Readonly<Record<string, number>> }[] = [];

  report({ step, losses }: Report): void {
    const terms = Object.entries(losses).flatMap(([phase, values]) =>
      Object.entries(values).map(([term, value]) => [`${phase}/${term}`, value] as const),
    );
    this.#losses.push({ step, values: Object.fromEntries(terms) });
  }

  measure(step: number, { coverage, distance }: Quality): void {
    const found = coverage ? { modes: coverage.found, highQuality: coverage.highQuality } : {};
    this.#quality.push({ step, values: { ...found, distance } });
  }

  /** Forgets what came after a step. */
  cut(to: number): void {
    for (const list of [this.#losses, this.#quality]) {
      while ((list.at(-1)?.step ?? 0) > to) list.pop();
    }
  }

  get losses(): Series {
    return seriesOf(this.#losses);
  }

  get quality(): Series {
    return seriesOf(this.#quality);
  }
}

function seriesOf(
  points: readonly { readonly step: number; readonly values: Readonly<Record<string, number>> }[],
): Series {
  const names = [...new Set(points.flatMap(({ values }) => Object.keys(values)))];
  return {
    steps: points.map(({ step }) => step),
    values: Object.fromEntries(names.map((name) => [name, points.map(({ values }) => values[name] ?? null)])),
  };
}

/** Every so manieth point of a series, at most `most`, and the last one. */
export function thinned({ steps, values }: Series, most: number): Series {
  const stride = Math.ceil(steps.length / most);
  if (stride <= 1) return { steps, values };
  const isKept = (_: unknown, index: number) => index % stride === 0 || index === steps.length - 1;
  return {
    steps: steps.filter(isKept),
    values: Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.filter(isKept)])),
  };
}
