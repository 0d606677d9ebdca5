import { requireFinite, type Schedule } from "@genlab/core";
import { constant, cosine, cyclical, exponential, inverseEpoch, linear, stepDecay, warmUp } from "@genlab/optim";
import { type ConfigurationOf, make, type Recipe } from "./recipe.js";
import { count, number, type Setting, type Settings } from "./settings.js";

/** A number, or a schedule as JSON: `{ "type": "linear", "from": 0, "to": 1, "steps": 500 }`. */
export type RateConfiguration = number | ScheduleConfiguration;

export type ScheduleConfiguration =
  | ConfigurationOf<typeof simpleSchedules>
  | { readonly type: "warm-up"; readonly steps: number; readonly next: RateConfiguration };

/** A number or a schedule; the schedule's own settings are checked when it is made. */
export const rate = (value?: number): Setting<RateConfiguration> => ({
  expected: `a number, or a schedule such as { "type": "linear", "from": 0, "to": 1, "steps": 500 }`,
  accepts: (given) =>
    (typeof given === "number" && Number.isFinite(given)) ||
    (typeof given === "object" && given !== null && "type" in given),
  ...(value !== undefined && { default: value }),
});

const schedule = <S extends Settings>(recipe: Recipe<S, [], Schedule>) => recipe;

const simpleSchedules = {
  linear: schedule({
    description: "From one value to another, then the latter",
    settings: { from: number(), to: number(), steps: count() },
    build: linear,
  }),
  cosine: schedule({
    description: "Half a cosine from one value to another, then the latter",
    settings: { from: number(), to: number(0), steps: count() },
    build: cosine,
  }),
  step: schedule({
    description: "Multiplied by a factor once in so many steps",
    settings: { from: number(), factor: number(), every: count() },
    build: stepDecay,
  }),
  exponential: schedule({
    description: "Multiplied by a factor over so many steps, smoothly",
    settings: { from: number(), factor: number(), every: count(1) },
    build: exponential,
  }),
  "inverse-epoch": schedule({
    description: "from / (1 + epoch)",
    settings: { from: number(), stepsPerEpoch: count() },
    build: inverseEpoch,
  }),
  cyclical: schedule({
    description: "Rises and stays, again and again",
    settings: { from: number(0), to: number(1), period: count(), ramp: number(0.5, { min: 0, max: 1 }) },
    build: cyclical,
  }),
};

/** Schedules by type. */
export const schedules = {
  ...simpleSchedules,
  "warm-up": schedule({
    description: "Rises to the value of another schedule or number, which follows",
    settings: { steps: count(), next: rate() },
    build: ({ steps, next }) => warmUp({ steps, next: createSchedule(next) }),
  }),
} as const;

/**
 * Makes a schedule from a number or from JSON.
 *
 * @throws GenlabError for a number that is not finite, an unknown type, or a bad setting.
 */
export function createSchedule(configuration: RateConfiguration): Schedule {
  if (typeof configuration === "number") requireFinite("createSchedule", { value: configuration });
  return typeof configuration === "number" ? constant(configuration) : make("schedule", schedules, configuration);
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
