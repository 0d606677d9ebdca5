import { computed } from "@preact/signals";
import type { Parameters } from "../address.js";
import {
  choice,
  choices,
  decimal,
  flag,
  readFields,
  text,
  type ValuesOf,
  wholeNumber,
  writeFields,
} from "../address-fields.js";
import { batchRange } from "../plane/batch-size.js";
import { chartNames, layerNames } from "../plane/layers.js";
import { type DataName, dataRanges } from "../plane/plan.js";
import { settingChanges, suits } from "../plane/setting-change.js";
import { slotChoices } from "../plane/slot-choice.js";
import { readStrokes } from "../session/strokes.js";
import { address, setParameters } from "../shell/location.js";
import { drawings } from "./controls/drawings.js";

const fields = {
  data: choice(Object.keys(dataRanges) as DataName[], "ring"),
  strokes: text(drawings.heart),
  /** 0: that of the data. */
  noise: decimal(0, { min: 0, max: 0.5 }),
  spacing: decimal(0, { min: 0, max: 0.7 }),
  seed: wholeNumber(1, { min: 0, max: 999_999 }),
  batch: wholeNumber(128, batchRange),
  models: slotChoices(["ae", "vae", "gan", "vae-gan"]),
  changes: settingChanges,
  /** The step where it pauses by itself: where the link was copied. 0: never. */
  until: wholeNumber(0, { min: 0, max: 1e9 }),
  layers: choices(layerNames, ["heat", "grid", "data", "samples", "ellipses"]),
  chart: choice(chartNames, "losses"),
  /** Whether losses are drawn by their powers of ten. */
  log: flag(false),
  slow: flag(false),
  /** Whether only what a class needs is shown: pictures, and what trains them. */
  bare: flag(false),
};

export type State = ValuesOf<typeof fields>;

/** The playground as an address has it. Changes that its models cannot have are left out. */
export function readState(parameters: Parameters): State {
  const read = readFields(fields, parameters);
  return suits(read.changes, read.models) ? read : { ...read, changes: [] };
}

/** What the first steps of a run are made from: addresses that differ in what they show, or in what is changed later, have the same. */
export function makesOf(parameters: Parameters, steps: number): string {
  const {
    layers: _,
    chart: _chart,
    log: _log,
    slow: _slow,
    bare: _bare,
    until: _until,
    ...makes
  } = readState(parameters);
  const changes = makes.changes.filter(({ step }) => step < steps);
  return JSON.stringify({ ...makes, changes, engine: parameters.engine });
}

/** The inverse of `readState`, without what is initial. */
export const writeState = (given: State): Parameters => writeFields(fields, given);

export const state = computed<State>(() => readState(address.value.parameters));

/** Whether the models are to learn a drawing, and nothing is drawn. */
export const isBlank = ({ data, strokes }: State): boolean => data === "drawing" && readStrokes(strokes).length === 0;

/** Changes some of it. */
export const setState = (change: Partial<State>): void => setParameters(writeState({ ...state.peek(), ...change }));
