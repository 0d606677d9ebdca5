import { GenlabError } from "@genlab/core";
import { type FoundImages, namesakes } from "@genlab/data/node";
import { models } from "@genlab/zoo";
import type { RunConfig } from "../config/run-config.js";
import { forCaller } from "../terminal/caller.js";
import { findImages } from "./find-images.js";

/**
 * Notes how many classes there are for a model that has some.
 *
 * @throws GenlabError when the folders are not the classes that the model asks for.
 */
export async function completeClasses(config: RunConfig): Promise<RunConfig> {
  if (config.data.type !== "images") return config;
  return { ...config, model: { ...classesFor(config, await findImages(config.data.folder)), ...config.model } };
}

/** How many classes a model that has some is made for. */
export function classesFor({ data, model }: RunConfig, { classes }: FoundImages): { readonly classes?: number } {
  const settings: Readonly<Record<string, { readonly default?: unknown }>> =
    models[model.type as keyof typeof models]?.settings ?? {};
  const wanted = Number(model.classes ?? settings.classes?.default ?? 0);
  if (!(wanted > 0) || data.type !== "images") return {};
  const folder = forCaller(data.folder);
  const owner = `The model "${model.type}"`;
  if (classes.length === 0) {
    throw new GenlabError(
      `${owner} has classes, but ${folder} has none. Put every image into the subfolder of its class.`,
    );
  }
  const [same] = namesakes(classes);
  if (same) {
    throw new GenlabError(
      `${owner} has classes, and those named ${same.join(" and ")} in ${folder} differ in capitals alone. Put the images of a class into one subfolder, or give others names.`,
    );
  }
  if (model.classes !== undefined && wanted < classes.length) {
    throw new GenlabError(
      `${owner} is asked for ${wanted} classes, but ${folder} has ${classes.length}. Leave out "model.classes".`,
    );
  }
  return { classes: classes.length };
}
