import type { Report } from "../session/session.js";
import type { Term } from "./kinds.js";

/** Losses over steps; as many values of each as there are steps. */
export interface Series {
  readonly steps: readonly number[];
  readonly values: readonly (readonly number[])[];
}

/** More points than that are thinned: nobody sees them. */
const MOST = 800;

export const emptySeries = (terms: readonly Term[]): Series => ({ steps: [], values: terms.map(() => []) });

/** The losses with some more. */
export function extended({ steps, values }: Series, terms: readonly Term[], reports: readonly Report[]): Series {
  const longer = {
    steps: [...steps, ...reports.map(({ step }) => step)],
    values: values.map((known, index) => [...known, ...reports.map((report) => lossOf(report, terms[index]!))]),
  };
  if (longer.steps.length <= MOST) return longer;
  const last = longer.steps.length - 1;
  const isKept = (_: unknown, index: number) => index % 2 === last % 2; // the last one stays
  return { steps: longer.steps.filter(isKept), values: longer.values.map((known) => known.filter(isKept)) };
}

/** The losses up to a step. */
export function upTo(last: number, { steps, values }: Series): Series {
  const count = steps.filter((step) => step <= last).length;
  return { steps: steps.slice(0, count), values: values.map((known) => known.slice(0, count)) };
}

/** The losses where the run is after so many steps; none before the first report. */
export function lossesAt(step: number, { steps, values }: Series): readonly (number | undefined)[] {
  const place = steps.findLastIndex((one) => one <= step);
  return values.map((known) => known[place]);
}

function lossOf({ losses }: Report, { path }: Term): number {
  const [phase = "", term = ""] = path.split("/");
  return losses[phase]?.[term] ?? Number.NaN;
}
