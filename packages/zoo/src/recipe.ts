import { describe, type Filled, GenlabError, type Settings, suggestion } from "@genlab/core";

/** How a thing is made from JSON: its settings, and a function of their values. */
export interface Recipe<S extends Settings, Arguments extends unknown[], Made> {
  /** One line for a person. */
  readonly description: string;
  readonly settings: S;
  /** @param values all settings, as they are given; schedules are functions */
  build(values: Filled<S>, ...rest: Arguments): Made;
}

/** What a configuration names in a table. */
export interface Found<Entry> {
  readonly entry: Entry;
  /** Its settings. */
  readonly given: object;
  /** What to call it in errors: `model "vae"`. */
  readonly owner: string;
}

/**
 * The entry of a table that a configuration names by its type.
 *
 * @throws GenlabError for an unknown type; it lists what is known.
 */
export function find<Entry>(
  kind: string,
  table: Readonly<Record<string, Entry>>,
  configuration: { readonly type: string },
): Found<Entry> {
  if (typeof configuration !== "object" || configuration === null || typeof configuration.type !== "string") {
    const [first] = Object.keys(table);
    throw new GenlabError(
      `The ${kind} is ${describe(configuration)}. Expected an object with its type, such as { "type": "${first}" }. Known types: ${Object.keys(table).sort().join(", ")}.`,
    );
  }
  const { type, ...given } = configuration;
  const entry = Object.hasOwn(table, type) ? table[type] : undefined;
  if (entry === undefined) {
    throw new GenlabError(`Unknown ${kind} type "${type}". ${suggestion(type, Object.keys(table), "types")}`);
  }
  return { entry, given, owner: `${kind} "${type}"` };
}
