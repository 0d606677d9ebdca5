import type { Field } from "../address-fields.js";
import { initialValues, type KindName, kindNames, kindOf } from "./kinds/kinds.js";
import { readValue, type SettingValues } from "./kinds/setting.js";

/** A model that is chosen, with the values of all its settings. */
export interface SlotChoice {
  readonly kind: KindName;
  readonly values: SettingValues;
}

/** Models side by side, at most. */
export const MOST_SLOTS = 4;

export const choiceOf = (kind: KindName): SlotChoice => ({ kind, values: initialValues(kind) });

/** Models in the address: `vae,gan:rate:0.0005:pack:2`. Settings that are not named have their initial values. */
export const slotChoices = (initial: readonly KindName[]): Field<readonly SlotChoice[]> => ({
  initial: initial.map(choiceOf),
  read(text) {
    const choices = text.split(",").slice(0, MOST_SLOTS).map(readChoice);
    return choices.every((choice) => choice !== undefined) ? choices : undefined;
  },
  write: (choices) => choices.map(writeChoice).join(","),
});

function readChoice(text: string): SlotChoice | undefined {
  const [name, ...rest] = text.split(":");
  const kind = kindNames.find((known) => known === name);
  if (kind === undefined || rest.length % 2 > 0) return undefined;
  const { settings } = kindOf(kind);
  const values: Record<string, number | string> = { ...initialValues(kind) };
  for (let i = 0; i < rest.length; i += 2) {
    const [key, given] = [rest[i]!, rest[i + 1]!];
    const value = Object.hasOwn(settings, key) ? readValue(settings[key]!, given) : undefined;
    if (value === undefined) return undefined;
    values[key] = value;
  }
  return { kind, values };
}

function writeChoice({ kind, values }: SlotChoice): string {
  const initial = initialValues(kind);
  const changed = Object.entries(values).filter(([key, value]) => value !== initial[key]);
  return [kind, ...changed.flat()].join(":");
}
