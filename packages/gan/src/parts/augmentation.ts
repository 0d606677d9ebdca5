import { type Context, setting, type WithDefault } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { augmentImages } from "./augment-images.js";

/** What changes real and fake examples alike before the discriminator. */
export type Augment = (x: Tensor, context: Context) => Tensor;

/** The setting of what changes examples before the discriminator: `true` is `augmentImages`. */
export const augmentationSetting = setting<boolean | Augment, Augment | false, WithDefault<false>>(
  {
    about:
      "Changes real and fake images alike before the discriminator, by color, translation and cutout: against one that learns a small data set by heart.",
    kind: { type: "flag" },
    expected: "true or false, or a function, such as `augmentImages`",
    accepts: (value) => typeof value === "boolean" || typeof value === "function",
    read: (value) => (value === true ? augmentImages : value),
  },
  { default: false },
);
