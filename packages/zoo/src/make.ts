import type { Settings } from "@genlab/core";
import { find, type Recipe } from "./recipe.js";
import { readSettings } from "./schedules.js";

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
  const { entry, given, owner } = find(kind, table, configuration);
  return entry.build(readSettings(owner, entry.settings, given), ...rest);
}
