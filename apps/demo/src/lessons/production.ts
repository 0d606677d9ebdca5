import { initialValues, kindOf } from "../plane/kinds/kinds.js";
import { changesOf, dataRanges, specOf } from "../plane/plan.js";
import { portraitQueries } from "../plane/run/portrait.js";
import type { SlotPlan } from "../plane/run/slot.js";
import { type SettingChange, settingChanges } from "../plane/setting-change.js";
import { type SlotChoice, slotChoices } from "../plane/slot-choice.js";
import type { Queries } from "../session/looks/looks.js";
import { type Cast, isTurn, type Lesson, type Opening, openingOf } from "./lesson.js";

/** Data of all lessons. */
const DATA = "ring";
const BATCH = 64;

export const RANGE: number = dataRanges[DATA];

/** An act with all that follows from it: what the models are, and what changes on the way. */
export interface Production {
  readonly opening: Opening;
  readonly choices: readonly SlotChoice[];
  readonly changes: readonly SettingChange[];
  /** Steps at the end. */
  readonly steps: number;
}

/** An act from the beginning; a turn comes after all steps of the opening, or `at` another one, which is not 0. */
export function productionOf(lesson: Lesson, name: string, at = 0): Production {
  const act = lesson.acts[name]!;
  const opening = openingOf(lesson, name);
  const choices = Object.values(opening.cast).map(choiceOf);
  if (!isTurn(act)) return { opening, choices, changes: [], steps: opening.steps };
  const step = at || opening.steps;
  const settings = Object.entries(act.settings);
  const changes = choices.flatMap((_, slot) => settings.map(([key, value]) => ({ slot, step, key, value })));
  return { opening, choices, changes, steps: step + act.steps };
}

/** How the models of a production are trained. */
export const plansOf = ({ choices, changes }: Pick<Production, "choices" | "changes">, seed: number) =>
  choices.map((choice, slot): SlotPlan => {
    const own = changes.filter((change) => change.slot === slot);
    const common = { data: DATA, strokes: "", seed, batch: BATCH } as const;
    return { spec: specOf(common, choice), changes: changesOf(common, choice, own), range: RANGE };
  });

/** What the pictures and the chart of a lesson ask for. */
export const looksOf = ({ layers }: Lesson, { chart }: Opening): Queries =>
  portraitQueries(layers, chart === "gradients" ? "gradients" : "quality", RANGE);

/** The same run in the playground, as parameters of its address. */
export function playgroundParameters(
  { choices, changes, opening, steps }: Production,
  { layers }: Lesson,
  seed: number,
): Readonly<Record<string, string>> {
  const chart = opening.chart === "gradients" ? "gradients" : opening.chart === "kl" ? "losses" : "quality";
  return {
    ...{ seed: `${seed}`, data: DATA, batch: `${BATCH}`, chart, layers: layers.join() },
    models: slotChoices([]).write(choices),
    until: `${steps}`,
    ...(changes.length > 0 && { changes: settingChanges.write(changes) }),
  };
}

function choiceOf({ kind, values }: Cast): SlotChoice {
  const known = kindOf(kind).settings;
  for (const key of Object.keys(values)) {
    if (!Object.hasOwn(known, key)) throw new Error(`The playground's ${kind} has no setting "${key}".`);
  }
  return { kind, values: { ...initialValues(kind), ...values } };
}
