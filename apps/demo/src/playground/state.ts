import { computed } from "@preact/signals";
import { choice, choices, flag, readFields, text, type ValuesOf, wholeNumber, writeFields } from "../address-fields.js";
import { chartNames, layerNames } from "../plane/layers.js";
import { type DataName, dataRanges } from "../plane/plan.js";
import { settingChanges } from "../plane/setting-change.js";
import { slotChoices } from "../plane/slot-choice.js";
import { address, setParameters } from "../shell/location.js";
import { drawings } from "./controls/drawings.js";

const fields = {
  data: choice(Object.keys(dataRanges) as DataName[], "ring"),
  strokes: text(drawings.heart),
  seed: wholeNumber(1, { min: 0, max: 999_999 }),
  batch: wholeNumber(128, { min: 8, max: 1024 }),
  models: slotChoices(["ae", "vae", "gan", "vae-gan"]),
  changes: settingChanges,
  layers: choices(layerNames, ["heat", "grid", "data", "samples", "ellipses"]),
  chart: choice(chartNames, "losses"),
  /** Whether losses are drawn by their powers of ten. */
  log: flag(false),
  slow: flag(false),
};

export type State = ValuesOf<typeof fields>;

/** The playground as the address has it. */
export const state = computed<State>(() => readFields(fields, address.value.parameters));

/** Changes some of it. */
export const setState = (change: Partial<State>): void =>
  setParameters(writeFields(fields, { ...state.peek(), ...change }));
