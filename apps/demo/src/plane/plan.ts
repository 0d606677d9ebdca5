import type { PointsSpec } from "../session/data.js";
import type { Change } from "../session/session.js";
import type { SessionSpec } from "../session/spec.js";
import { kindOf } from "./kinds/kinds.js";
import type { SettingValues } from "./kinds/setting.js";
import { ALL, ONLY, type SettingChange } from "./setting-change.js";
import type { SlotChoice } from "./slot-choice.js";

/** Data of the playground, each with half the side of the square in which it is shown. */
export const dataRanges = { ring: 1.5, grid: 1.5, moons: 3.3, "swiss-roll": 2.3, drawing: 1.5 } as const;

export type DataName = keyof typeof dataRanges;

/** What all models share. */
export interface Common {
  readonly data: DataName;
  readonly strokes: string;
  readonly seed: number;
  readonly batch: number;
  /** The standard deviation of a mode, or of the pen of a drawing. Default: that of `initialNoise`, also for 0. */
  readonly noise?: number;
  /** Between neighbouring modes of the grid. Default: `SPACING`, also for 0. */
  readonly spacing?: number;
}

/** Of the data that has a width of its own to set. */
export const initialNoise: Readonly<Partial<Record<DataName, number>>> = { ring: 0.05, grid: 0.025, drawing: 0.05 };

export const SPACING = 0.5;

const EXAMPLES = 10_000;

function pointsOf({ data, strokes, noise, spacing }: Common): PointsSpec {
  const standardDeviation = noise || initialNoise[data];
  return {
    type: data,
    examples: EXAMPLES,
    ...(standardDeviation !== undefined && { standardDeviation }),
    ...(data === "grid" && { spacing: spacing || SPACING }),
    ...(data === "drawing" && { strokes }),
  };
}

/** How a model of the playground is trained. */
export function specOf(common: Common, { kind, values }: SlotChoice): SessionSpec {
  const { model, optimizer } = kindOf(kind).recipe(values);
  const { [ONLY]: only = ALL } = values;
  const alone = only === ALL ? {} : { only: `${only}` };
  return { seed: common.seed, data: pointsOf(common), model, optimizer, batchSize: common.batch, ...alone };
}

/** What a model has after some changes: its own settings, and the batch size that it shared. */
export interface Situation {
  readonly batch: number;
  readonly values: SettingValues;
}

/** The settings of the model in a slot that hold after so many steps. */
export function situationAt(step: number, first: Situation, changes: readonly SettingChange[]): Situation {
  const done = changes.filter((change) => change.step <= step);
  const entries = done.map(({ key, value }) => [key, value] as const);
  const { batch = first.batch, ...values } = Object.fromEntries(entries);
  return { batch: Number(batch), values: { ...first.values, ...values } };
}

/** The changes of one slot, as its session does them. */
export function changesOf(common: Common, choice: SlotChoice, changes: readonly SettingChange[]): readonly Change[] {
  const steps = [...new Set(changes.map(({ step }) => step))].sort((a, b) => a - b);
  return steps.map((step) => {
    const { batch, values } = situationAt(step, { batch: common.batch, values: choice.values }, changes);
    return { step, spec: specOf({ ...common, batch }, { ...choice, values }) };
  });
}
