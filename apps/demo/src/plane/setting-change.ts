import type { Field } from "../address-fields.js";
import { isBatch } from "./batch-size.js";
import { kindOf } from "./kinds/kinds.js";
import { accepts } from "./kinds/setting.js";
import type { SlotChoice } from "./slot-choice.js";

/** What is set for the time in which one phase trains alone: its name, or all. */
export const ONLY = "only";
export const ALL = "all";

/** A setting that was changed while a model trained. */
export interface SettingChange {
  /** Which of the models. */
  readonly slot: number;
  /** It holds for the steps after so many. */
  readonly step: number;
  readonly key: string;
  readonly value: number | string;
}

/** Changes in the address: `0@500:rate:0.0003,1@800:batch:64`. */
export const settingChanges: Field<readonly SettingChange[]> = {
  initial: [],
  read(text) {
    const changes = text === "" ? [] : text.split(",").map(readChange);
    if (!changes.every((change) => change !== undefined)) return undefined;
    return changes.toSorted((one, other) => one.step - other.step);
  },
  write: (changes) => changes.map(({ slot, step, key, value }) => `${slot}@${step}:${key}:${value}`).join(","),
};

function readChange(text: string): SettingChange | undefined {
  const [, slot, step, key, value] = /^(\d)@(\d+):(\w+):([\w.+-]+)$/.exec(text) ?? [];
  if (slot === undefined || step === undefined || key === undefined || value === undefined) return undefined;
  return { slot: Number(slot), step: Number(step), key, value: Number.isNaN(Number(value)) ? value : Number(value) };
}

/** Whether the models can have the changes while they train: their networks stay, and the values are within bounds. */
export const suits = (changes: readonly SettingChange[], models: readonly SlotChoice[]): boolean =>
  changes.every(({ slot, step, key, value }) => {
    const choice = models[slot];
    if (!choice || !Number.isSafeInteger(step)) return false;
    if (key === "batch") return Number.isSafeInteger(value) && isBatch(Number(value));
    if (key === ONLY) return typeof value === "string";
    const { settings } = kindOf(choice.kind);
    return Object.hasOwn(settings, key) && !settings[key]!.restarts && accepts(settings[key]!, value);
  });

/** The list with one more change, which replaces another one of the same setting at the same step. */
export function withChange(changes: readonly SettingChange[], next: SettingChange): readonly SettingChange[] {
  const others = changes.filter(
    ({ slot, step, key }) => !(slot === next.slot && (step > next.step || (step === next.step && key === next.key))),
  );
  return [...others, next];
}
