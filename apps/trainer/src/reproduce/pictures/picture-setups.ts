import { models } from "@genlab/zoo";
import type { ImageSetup } from "../image-runs.js";
import { presetSetups } from "./preset-setups.js";

const setupOf = (type: string) => ({ model: { type } }) as ImageSetup;

/** What the sheet shows, by the name that `--model` takes: all models of the zoo with nothing set, and presets. */
export const pictureSetups: Readonly<Record<string, ImageSetup>> = {
  ...Object.fromEntries(Object.keys(models).map((type) => [type, setupOf(type)])),
  ...presetSetups,
};
