import type { ActName, LessonName, ModelName } from "./lessons.js";

/** A paragraph, or a formula on a line of its own. Inside, `…` is a formula, *…* is stressed, and [text](address) is a link. */
export type Block = string | { readonly formula: string };

export interface Question {
  readonly ask: string;
  readonly answer: string;
}

/** What a lesson says. */
export interface LessonText<Act extends string = string, Model extends string = string> {
  /** In the list of lessons. */
  readonly short: string;
  readonly title: string;
  /** Before the figure. */
  readonly before: readonly Block[];
  /** What the buttons are called, and what to look at when one is pressed. */
  readonly acts: Readonly<Record<Act, { readonly button: string; readonly watch: string }>>;
  readonly models: Readonly<Record<Model, string>>;
  readonly after: readonly Block[];
  readonly questions: readonly Question[];
}

export type TextOf<N extends LessonName> = LessonText<ActName<N>, ModelName<N>>;

export type LessonTexts = { readonly [N in LessonName]: TextOf<N> };
