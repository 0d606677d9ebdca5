import { GenlabError } from "@genlab/core";
import { models } from "@genlab/zoo";
import type { RunConfig } from "../config/run-config.js";

/**
 * How many classes a model that has some is made for: those of the data.
 *
 * @param found how many the data have
 * @param lacking what an error says of data that have none, after "but"
 * @throws GenlabError when there are none, or more than the model is asked for.
 */
export function classCountFor({ model }: RunConfig, found: number, lacking: string): { readonly classes?: number } {
  const settings: Readonly<Record<string, { readonly default?: unknown }>> =
    models[model.type as keyof typeof models]?.settings ?? {};
  const wanted = Number(model.classes ?? settings.classes?.default ?? 0);
  if (!(wanted > 0)) return {};
  const owner = `The model "${model.type}"`;
  if (found === 0) throw new GenlabError(`${owner} has classes, but ${lacking}`);
  if (model.classes !== undefined && wanted < found) {
    throw new GenlabError(
      `${owner} is asked for ${wanted} classes, but the data have ${found}. Leave out "model.classes".`,
    );
  }
  return { classes: found };
}
