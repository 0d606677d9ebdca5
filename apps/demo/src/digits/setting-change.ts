import { decimal, type Field, wholeNumber } from "../address-fields.js";
import { modelSettings } from "../zoo/model-settings.js";
import { numberField } from "../zoo/number-field.js";

/** Settings that can change while a model trains. */
export const liveNames = ["rate", "beta", "noise", "batch"] as const;

/** What they are by themselves, and what a link may set them to. */
const fields: Readonly<Record<LiveName, Field<number>>> = {
  rate: decimal(1e-3, { min: 0, max: 1 }),
  beta: numberField(modelSettings.vae.beta, { max: 100 }),
  // less than the model has by itself: of small pictures little would be left
  noise: numberField(modelSettings["denoising-autoencoder"].level, { max: 2, initial: 0.4 }),
  batch: wholeNumber(64, { min: 2, max: 512 }),
};

/** The setting of an address, with what it is where the address has none. Default: the same for all kinds. */
export const liveField = (name: LiveName, initial = fields[name].initial): Field<number> => ({
  ...fields[name],
  initial,
});

export type LiveName = (typeof liveNames)[number];

export type LiveSettings = Readonly<Record<LiveName, number>>;

/** A setting that was changed while the model trained. */
export interface SettingChange {
  /** It holds for the steps after so many. */
  readonly step: number;
  readonly name: LiveName;
  readonly value: number;
}

/** Changes in the address: `500:rate:0.0003,800:batch:128`. */
export const settingChanges: Field<readonly SettingChange[]> = {
  initial: [],
  read(text) {
    const changes = text === "" ? [] : text.split(",").map(readChange);
    return changes.every((change) => change !== undefined) ? changes : undefined;
  },
  write: (changes) => changes.map(({ step, name, value }) => `${step}:${name}:${value}`).join(","),
};

function readChange(text: string): SettingChange | undefined {
  const [, step, word, number = ""] = /^(\d{1,9}):(\w+):([\d.e-]+)$/.exec(text) ?? [];
  const name = liveNames.find((known) => known === word);
  const value = name && fields[name].read(number);
  return name === undefined || value === undefined ? undefined : { step: Number(step), name, value };
}

/** The changes with one more. Those of later steps are forgotten, and one of the same setting at the same step is replaced. */
export function withChange(changes: readonly SettingChange[], next: SettingChange): readonly SettingChange[] {
  const kept = changes.filter(({ step, name }) => step < next.step || (step === next.step && name !== next.name));
  return [...kept, next];
}

/** The settings that hold after so many steps. */
export function settingsAt<T extends LiveSettings>(step: number, first: T, changes: readonly SettingChange[]): T {
  const happened = changes.filter((change) => change.step <= step);
  return { ...first, ...Object.fromEntries(happened.map(({ name, value }) => [name, value])) };
}
