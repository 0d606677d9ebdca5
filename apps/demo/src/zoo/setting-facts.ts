import type { Setting } from "@genlab/core";

/** What a model takes for a number. */
export interface NumberFacts {
  /** Default: none. */
  readonly min?: number;
  /** Default: none. */
  readonly max?: number;
  /** Default false. */
  readonly isWhole?: boolean;
  readonly default?: number;
}

/** What a model takes for a word. */
export interface WordFacts<Word extends string = string> {
  readonly words: readonly Word[];
  readonly default: Word;
}

type GivenOf<S> = S extends Setting<infer Given, infer _> ? Given : never;

type FactsOf<S> =
  number extends GivenOf<S>
    ? NumberFacts
    : [Extract<GivenOf<S>, string>] extends [never]
      ? never
      : WordFacts<Extract<GivenOf<S>, string>>;

/** The facts of those settings that are numbers or words, by name. */
export type SettingFacts<S> = {
  readonly [Name in keyof S as [FactsOf<S[Name]>] extends [never] ? never : Name]: FactsOf<S[Name]>;
};
