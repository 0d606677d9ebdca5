import type { Setting } from "@genlab/core";
import { models } from "@genlab/zoo";
import type { NumberFacts, SettingFacts, WordFacts } from "./setting-facts.js";

type ModelSettings = {
  readonly [Type in keyof typeof models]: SettingFacts<(typeof models)[Type]["settings"]>;
};

/**
 * What the zoo's models take for the numbers and words that one sets, by type and name: `modelSettings.vae.beta`. The built page has this
 * object alone, without the models: `vite.config.ts` evaluates this file, so it exports nothing else.
 */
export const modelSettings = mapped(models, ({ settings }) => mapped(settings, factsOf)) as ModelSettings;

function factsOf({ kind, default: byDefault }: Setting): NumberFacts | WordFacts | undefined {
  if (kind.type === "words") return { words: kind.words, default: byDefault as string };
  if (kind.type !== "number" && kind.type !== "rate") return undefined;
  const { min, max } = kind;
  return {
    ...(min > Number.NEGATIVE_INFINITY && { min }),
    ...(max < Number.POSITIVE_INFINITY && { max }),
    ...(kind.type === "number" && kind.isWhole && { isWhole: true }),
    ...(typeof byDefault === "number" && { default: byDefault }), // no schedule
  };
}

function mapped<T, R>(table: Readonly<Record<string, T>>, to: (value: T) => R): Readonly<Record<string, R>> {
  const entries = Object.entries(table).map(([name, value]) => [name, to(value)] as const);
  return Object.fromEntries(entries.filter(([, result]) => result !== undefined));
}
