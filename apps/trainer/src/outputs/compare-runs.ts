import type { PhaseLosses } from "@genlab/trainers";
import type { Metrics } from "@genlab/trainers/node";
import { isObject, type RunConfig } from "../config/run-config.js";
import { describeSeconds, EXAMPLES, short } from "../terminal/words.js";

/** A run as far as it came. */
export interface ComparedRun {
  readonly name: string;
  readonly config: RunConfig;
  readonly log: readonly Metrics[];
}

/** Rows of a table with a column for each run: the settings in which they differ, how far they came, and their last test losses and figures. */
export function compareRuns(runs: readonly ComparedRun[]): readonly (readonly string[])[] {
  const settings = runs.map(({ config }) => new Map(settingsOf("", config)));
  const differing = keysOf(settings).filter((key) => new Set(settings.map((one) => one.get(key))).size > 1);
  const evaluations = runs.map(({ log }) => log.findLast(({ evaluation }) => evaluation));
  const losses = evaluations.map((last) => new Map(last?.evaluation ? lossesOf(last.evaluation) : []));
  const measured = runs.map(({ log }) => log.findLast(({ figures }) => figures));
  const figures = measured.map((last) => new Map(Object.entries(last?.figures ?? {})));
  const ofLog = (cell: (last: Metrics) => string) => runs.map(({ log }) => (log.length > 0 ? cell(log.at(-1)!) : ""));
  return [
    ["", ...runs.map(({ name }) => name)],
    ...differing.map((key) => [key, ...settings.map((one) => shortened(one.get(key) ?? ""))]),
    ["steps done", ...ofLog(({ step }) => `${step}`)],
    ["time", ...ofLog(({ seconds }) => describeSeconds(seconds))],
    ["tested at step", ...evaluations.map((last) => `${last?.step ?? ""}`)],
    ...keysOf(losses).map((key) => [`test ${key}`, ...losses.map((one) => one.get(key) ?? "")]),
    ...(measured.some(Boolean) ? [["measured at step", ...measured.map((last) => `${last?.step ?? ""}`)]] : []),
    ...keysOf(figures).map((key) => [key, ...figures.map((one) => (one.has(key) ? short(one.get(key)!) : ""))]),
  ];
}

const keysOf = (maps: readonly ReadonlyMap<string, unknown>[]) => [...new Set(maps.flatMap((one) => [...one.keys()]))];

/** Settings by their path, `model.latent`, as JSON. */
function settingsOf(path: string, value: unknown): readonly (readonly [string, string])[] {
  if (!isObject(value)) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) => settingsOf(path === "" ? key : `${path}.${key}`, inner));
}

const WIDEST = 40;

/** Names of held-out images are many. */
const shortened = (text: string) => (text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text);

const lossesOf = (losses: PhaseLosses): readonly (readonly [string, string])[] =>
  Object.entries(losses).flatMap(([phase, terms]) =>
    Object.entries(terms)
      .filter(([term]) => term !== EXAMPLES)
      .map(([term, value]) => [`${phase}.${term}`, short(value)] as const),
  );
