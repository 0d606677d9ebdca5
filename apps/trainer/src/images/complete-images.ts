import { GenlabError } from "@genlab/core";
import { models } from "@genlab/zoo";
import type { RunConfig } from "../config/run-config.js";
import { rngFor } from "../runs/rng-for.js";
import { forCaller } from "../terminal/caller.js";
import { type FoundImages, findImages, namesakes } from "./find-images.js";
import { forEachImage } from "./for-each-image.js";
import { noteHeldOut } from "./held-out.js";
import { openSharp } from "./sharp.js";

/** Pixels on a side, at most: a step of the preset on images of 64×64 takes a processor four times as long. */
const LARGEST = 32;

/**
 * Fills in what the configuration of a run on images leaves open: their size and channels, which are held out to test on, and how many
 * classes there are for a model that has some. What is filled in is of the run for ever, whatever comes into the folder later.
 *
 * @throws GenlabError when images cannot be read, or the folders are not the classes that the model asks for.
 */
export async function completeImages(config: RunConfig): Promise<RunConfig> {
  const { data, model } = config;
  if (data.type !== "images") return config;
  const sharp = await openSharp();
  const found = await findImages(data.folder);
  const sizes = new Set<string>();
  let [side, isGrey] = [0, true];
  await forEachImage([...found.train, ...(found.test ?? [])], async ({ path }) => {
    const { space, autoOrient } = await sharp(path).metadata();
    side = autoOrient.width;
    sizes.add(`${autoOrient.width}`).add(`${autoOrient.height}`);
    isGrey &&= space === "b-w" || space === "grey16";
  });
  const ownSize = sizes.size === 1 ? side : LARGEST;
  return {
    ...config,
    model: { ...classesFor(config, found), ...model },
    data: {
      size: Math.min(ownSize, LARGEST),
      channels: isGrey ? 1 : 3,
      ...data,
      ...noteHeldOut(found, data, rngFor(config, "points")),
    },
  };
}

/** Notes which images are held out in the configuration of a run that was begun before runs noted it. */
export async function completeHeldOut(config: RunConfig): Promise<RunConfig> {
  const { data } = config;
  if (data.type !== "images" || data.heldOut) return config;
  const noted = noteHeldOut(await findImages(data.folder), data, rngFor(config, "points"));
  return { ...config, data: { ...data, ...noted } };
}

/** How many classes a model that has some is made for. */
function classesFor({ data, model }: RunConfig, { classes }: FoundImages): { readonly classes?: number } {
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
