import {
  count,
  type Filled,
  fillSettings,
  GenlabError,
  type Given,
  number,
  rate,
  requireFinite,
  type Schedule,
  type Settings,
  share,
  suggestion,
} from "@genlab/core";
import {
  constant,
  cosine,
  cyclical,
  exponential,
  inverseEpoch,
  linear,
  stepDecay,
  warmRestarts,
  warmUp,
} from "@genlab/optim";
import { find, type Recipe } from "./recipe.js";

/** A number, or a schedule as JSON: `{ "type": "linear", "from": 0, "to": 1, "steps": 500 }`. */
export type RateConfiguration = number | ScheduleConfiguration;

type SimpleConfiguration = {
  [T in keyof typeof simpleSchedules]: { readonly type: T } & Given<(typeof simpleSchedules)[T]["settings"]>;
}[keyof typeof simpleSchedules];

export type ScheduleConfiguration =
  | SimpleConfiguration
  | { readonly type: "warm-up"; readonly steps: number; readonly next: RateConfiguration };

const schedule = <S extends Settings>(recipe: Recipe<S, [], Schedule>) => recipe;

const from = number("Where it starts.");
const to = number("Where it ends.");
const steps = count("Steps from the one to the other.");
const factor = number("What it is multiplied by.");

const simpleSchedules = {
  linear: schedule({
    description: "From one value to another, then the latter",
    settings: { from, to, steps },
    build: linear,
  }),
  cosine: schedule({
    description: "Half a cosine from one value to another, then the latter",
    settings: { from, to: number("Where it ends.", { default: 0 }), steps },
    build: cosine,
  }),
  "warm-restarts": schedule({
    description: "Half a cosine from one value to another, again and again",
    settings: {
      from,
      to: number("Where a period ends.", { default: 0 }),
      steps: count("Steps of the first period."),
      factor: count("How many times as long as the one before each period is.", { default: 1 }),
    },
    build: warmRestarts,
  }),
  step: schedule({
    description: "Multiplied by a factor once in so many steps",
    settings: { from, factor, every: count("Steps between two changes.") },
    build: stepDecay,
  }),
  exponential: schedule({
    description: "Multiplied by a factor over so many steps, smoothly",
    settings: { from, factor, every: count("Steps that the factor is for.", { default: 1 }) },
    build: exponential,
  }),
  "inverse-epoch": schedule({
    description: "from / (1 + epoch)",
    settings: { from, stepsPerEpoch: count("Steps of an epoch.") },
    build: inverseEpoch,
  }),
  cyclical: schedule({
    description: "Rises and stays, again and again",
    settings: {
      from: number("Where each period starts.", { default: 0 }),
      to: number("Where each period ends.", { default: 1 }),
      period: count("Steps of a period."),
      ramp: share("Share of a period in which it rises.", { default: 0.5 }),
    },
    build: cyclical,
  }),
};

/** Schedules by type. */
export const schedules = {
  ...simpleSchedules,
  "warm-up": schedule({
    description: "Rises to the value of another schedule or number, which follows",
    settings: { steps: count("Steps of the rise."), next: rate("What follows.") },
    build: ({ steps, next }) => warmUp({ steps, next: typeof next === "number" ? constant(next) : next }),
  }),
} as const;

/**
 * Makes a schedule from a number or from JSON.
 *
 * @throws GenlabError for a number that is not finite, an unknown type, or a bad setting.
 */
export function createSchedule(configuration: RateConfiguration): Schedule {
  if (typeof configuration === "number") {
    requireFinite("createSchedule", { value: configuration });
    return constant(configuration);
  }
  const table: Readonly<Record<string, Recipe<Settings, [], Schedule>>> = schedules;
  const { entry, given, owner } = find("schedule", table, configuration);
  return entry.build(readSettings(owner, entry.settings, given));
}

/**
 * A number stays a number; a schedule is made from its JSON.
 *
 * @throws GenlabError as `createSchedule` does.
 */
export function createRate(configuration: RateConfiguration): number | Schedule {
  if (typeof configuration === "number") requireFinite("createRate", { value: configuration });
  return typeof configuration === "number" ? configuration : createSchedule(configuration);
}

const ofJson = 'or a schedule such as { "type": "linear", "from": 0, "to": 1, "steps": 500 }';

/**
 * All settings of a configuration: those that are given, with schedules made of their JSON, and the defaults of the others.
 *
 * @param owner what has the settings, for errors: `model "vae"`
 * @throws GenlabError for a setting that there is not, one that is missing, and a value that it does not accept.
 */
export function readSettings<S extends Settings>(owner: string, settings: S, given: object): Filled<S> {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(settings, name));
  if (unknown !== undefined) {
    const guess = suggestion(unknown, Object.keys(settings), "settings");
    throw new GenlabError(`Unknown setting "${unknown}" of ${owner}. ${guess}`);
  }
  const isRate = (name: string) => settings[name]?.kind.type === "rate";
  const isSchedule = (value: unknown) => typeof value === "object" && value !== null && "type" in value;
  const read = ([name, value]: [string, unknown]) =>
    isRate(name) && isSchedule(value) ? createSchedule(value as ScheduleConfiguration) : value;
  const values = Object.fromEntries(Object.entries(given).map((entry) => [entry[0], read(entry)]));
  const asJson = Object.entries(settings).map(([name, setting]) => {
    const [number] = setting.expected.split(", or a schedule");
    return [name, isRate(name) ? { ...setting, expected: `${number}, ${ofJson}` } : setting];
  });
  return fillSettings(owner, Object.fromEntries(asJson) as S, values);
}
