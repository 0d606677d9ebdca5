import { describe, GenlabError, suggestion } from "@genlab/core";
import { readSettings, type Setting, type Settings, type ValuesOf } from "./settings.js";

/** How a thing is made from JSON: its settings, and a function of their values. */
export interface Recipe<S extends Settings, Arguments extends unknown[], Made> {
  /** One line for a person. */
  readonly description: string;
  readonly settings: S;
  build(values: ValuesOf<S>, ...rest: Arguments): Made;
}

/** `{ type: "vae", latent: 8 }`: a key of the table, and settings of its recipe; those with a default may be left out. */
export type ConfigurationOf<Table> = {
  [T in keyof Table]: Table[T] extends { readonly settings: infer S extends Settings }
    ? { readonly type: T } & Given<S>
    : never;
}[keyof Table];

type Given<S extends Settings> = {
  readonly [K in keyof S]?: S[K] extends Setting<infer T> ? T : never;
};

/**
 * Makes what a configuration says.
 *
 * @param kind what the table holds, for errors: `model`
 * @throws GenlabError for an unknown type or a bad setting; it lists what is known.
 */
export function make<Arguments extends unknown[], Made>(
  kind: string,
  table: Readonly<Record<string, Recipe<Settings, Arguments, Made>>>,
  configuration: { readonly type: string },
  ...rest: Arguments
): Made {
  if (typeof configuration !== "object" || configuration === null || typeof configuration.type !== "string") {
    const [first] = Object.keys(table);
    throw new GenlabError(
      `The ${kind} is ${describe(configuration)}. Expected an object with its type, such as { "type": "${first}" }. Known types: ${Object.keys(table).sort().join(", ")}.`,
    );
  }
  const { type, ...given } = configuration;
  const recipe = Object.hasOwn(table, type) ? table[type] : undefined;
  if (!recipe) {
    throw new GenlabError(`Unknown ${kind} type "${type}". ${suggestion(type, Object.keys(table), "types")}`);
  }
  return recipe.build(readSettings(recipe.settings, given, `${kind} "${type}"`), ...rest);
}
