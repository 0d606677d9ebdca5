/** What may be given for a setting: a control, a check and a page of documentation can be made of it. */
export type Kind =
  | { readonly type: "number"; readonly min: number; readonly max: number; readonly isWhole: boolean }
  | { readonly type: "numbers" }
  | { readonly type: "rate"; readonly min: number; readonly max: number }
  | { readonly type: "flag" }
  | { readonly type: "words"; readonly words: readonly string[] }
  | { readonly type: "other" };

/** The one description of a setting. `Given` is what may be given, `Value` what becomes of it: a word names a function, say. */
export interface Setting<Given = unknown, Value = Given> {
  /** One sentence. */
  readonly about: string;
  readonly kind: Kind;
  /** What a value must be, for messages. */
  readonly expected: string;
  /** Absent: the setting must be given. */
  readonly default?: Given;
  /** Where the default is from: "as the paper has it on MNIST". */
  readonly source?: string;
  accepts(value: unknown): boolean;
  read(value: Given): Value;
}

/** A setting that may be left out. */
export interface OptionalSetting<Given = unknown, Value = Given> extends Setting<Given, Value> {
  readonly default: Given;
}

/** Settings by name. */
export type Settings = Readonly<Record<string, Setting>>;

type GivenOf<S> = S extends Setting<infer Given, infer _> ? Given : never;

type ValueOf<S> = S extends Setting<infer _, infer Value> ? Value : never;

type OptionalName<S> = { [Name in keyof S]: S[Name] extends { readonly default: unknown } ? Name : never }[keyof S];

// both keep the documentation of the properties that they map, for editors
type MustBeGiven<S, Names extends keyof S> = { readonly [Name in Names]: GivenOf<S[Name]> };
type MayBeGiven<S, Names extends keyof S> = { readonly [Name in Names]?: GivenOf<S[Name]> };

/** What a user gives: those with a default may be left out. */
export type Given<S extends Settings> = MustBeGiven<S, Exclude<keyof S, OptionalName<S>>> &
  MayBeGiven<S, OptionalName<S>>;

/** All that may be given, with the defaults of the others. */
export type Filled<S extends Settings> = { readonly [Name in keyof S]: GivenOf<S[Name]> };

/** The value of every setting. */
export type Values<S extends Settings> = { readonly [Name in keyof S]: ValueOf<S[Name]> };

/** Whether a thing describes a setting. */
export const isSetting = (thing: unknown): thing is Setting =>
  typeof thing === "object" && thing !== null && "about" in thing && "accepts" in thing && "expected" in thing;

/** What a person should know of a setting: its sentence, its default and where that is from. */
export function sentenceOf({ about, source, ...setting }: Setting): string {
  if (!("default" in setting)) return about;
  return `${about} Default ${textOf(setting.default)}${source === undefined ? "" : `, ${source}`}.`;
}

/** A default as text: `[32, 64]`, `"auto"`. */
export const textOf = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(textOf).join(", ")}]` : (JSON.stringify(value) ?? String(value));
