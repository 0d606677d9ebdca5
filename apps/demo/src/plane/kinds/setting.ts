/** A number that a slider sets. */
export interface NumberSetting {
  readonly initial: number;
  /** What the slider stops at, in order. The address may name others between the first and the last. */
  readonly values: readonly number[];
  /** Default false. */
  readonly isWhole?: boolean;
  /** Whether the networks are others then, so that training starts again. Default false. */
  readonly restarts?: boolean;
}

/** One of some words. */
export interface WordSetting<Word extends string = string> {
  readonly initial: Word;
  readonly words: readonly Word[];
  /** Default false. */
  readonly restarts?: boolean;
}

export type Setting = NumberSetting | WordSetting;

/** Values by the names of the settings. */
export type SettingValues = Readonly<Record<string, number | string>>;

export type Settings = Readonly<Record<string, Setting>>;

export type ValuesOf<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends WordSetting<infer Word> ? Word : number;
};

export const isNumeric = (setting: Setting): setting is NumberSetting => "values" in setting;

/** Whether the setting can have the value. */
export function accepts(setting: Setting, value: number | string): boolean {
  if (!isNumeric(setting)) return typeof value === "string" && setting.words.includes(value);
  if (typeof value !== "number" || (setting.isWhole && !Number.isInteger(value))) return false;
  return value >= setting.values[0]! && value <= setting.values.at(-1)!;
}

/** The value that a text of the address gives a setting. */
export function readValue(setting: Setting, text: string): number | string | undefined {
  const value = isNumeric(setting) && text.trim() !== "" ? Number(text) : text;
  return accepts(setting, value) ? value : undefined;
}
