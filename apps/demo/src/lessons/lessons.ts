import { collapse } from "./acts/collapse.js";
import { cure } from "./acts/cure.js";
import { hybrid } from "./acts/hybrid.js";
import { posterior } from "./acts/posterior.js";
import { starve } from "./acts/starve.js";
import type { Lesson, Opening } from "./lesson.js";

/** Lessons in their order. A new one is a file in `acts/`, a line here, and its words. */
export const lessons = { collapse, cure, posterior, starve, hybrid } as const;

export type LessonName = keyof typeof lessons;

export const lessonNames = Object.keys(lessons) as readonly LessonName[];

/** The lesson of a name, for whom all lessons are alike. */
export const lessonOf = (name: LessonName): Lesson => lessons[name];

type ActsOf<N extends LessonName> = (typeof lessons)[N]["acts"];
type KeysOf<T> = T extends unknown ? Extract<keyof T, string> : never;

export type ActName<N extends LessonName> = KeysOf<ActsOf<N>>;

/** Names of the models of a lesson. */
export type ModelName<N extends LessonName> = KeysOf<Extract<ActsOf<N>[keyof ActsOf<N>], Opening>["cast"]>;
