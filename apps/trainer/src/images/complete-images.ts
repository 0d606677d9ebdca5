import { models } from "@genlab/zoo";
import type { RunConfig } from "../config/run-config.js";
import { findImages } from "./find-images.js";
import { forEachImage } from "./for-each-image.js";
import { openSharp } from "./sharp.js";

/** Pixels on a side, at most: a step of the preset on images of 64×64 takes a processor four times as long. */
const LARGEST = 32;

/**
 * Fills in what the configuration of a run on images leaves open: their size and channels, and how many classes there are for a model
 * that has some. What is filled in is of the run for ever, whatever comes into the folder later.
 */
export async function completeImages(config: RunConfig): Promise<RunConfig> {
  const { data, model } = config;
  if (data.type !== "images") return config;
  const sharp = await openSharp();
  const { train, test = [], classes } = await findImages(data.folder);
  const sizes = new Set<string>();
  let [side, isGrey] = [0, true];
  await forEachImage([...train, ...test], async ({ path }) => {
    const { space, autoOrient } = await sharp(path).metadata();
    side = autoOrient.width;
    sizes.add(`${autoOrient.width}`).add(`${autoOrient.height}`);
    isGrey &&= space === "b-w" || space === "grey16";
  });
  const ownSize = sizes.size === 1 ? side : LARGEST;
  const settings: Readonly<Record<string, { readonly default?: unknown }>> =
    models[model.type as keyof typeof models]?.settings ?? {};
  const isOfClasses = Number(settings.classes?.default) > 0 && classes.length > 0;
  return {
    ...config,
    model: { ...(isOfClasses && { classes: classes.length }), ...model },
    data: { size: Math.min(ownSize, LARGEST), channels: isGrey ? 1 : 3, ...data },
  };
}
