import { setting, type WithDefault } from "@genlab/core";
import { augmentImages } from "./augment-images.js";
import { type Augment, augmentationSetting } from "./augmentation.js";

/**
 * FFHQ of 10 000 images, and CIFAR-10 of as many, are the largest sets whose Fréchet distance augmentation about halves; the whole FFHQ, of
 * 70 000, loses by it. Zhao et al. 2020, https://arxiv.org/abs/2006.10738; alike Karras et al. 2020, https://arxiv.org/abs/2006.06676
 */
const FEW = 10_000;

/** The smallest images of the paper. On 1500 digits of 8×8 the default GAN is at a Fréchet distance of 9.0 with it after 600 steps, and of 0.5 without. */
const LEAST_SIDE = 32;

/** The setting of what changes examples before the discriminator where `augmentationFor` may choose it. */
export const augmentationOrAuto = setting<
  "auto" | "on" | "off" | boolean | Augment,
  "auto" | Augment | false,
  WithDefault<"auto">
>(
  {
    about: `${augmentationSetting.about} "auto" is on for at most ${FEW} training images, of ${LEAST_SIDE}×${LEAST_SIDE} pixels at least.`,
    kind: { type: "words", words: ["auto", "on", "off"] },
    expected: `one of "auto", "on", "off", or ${augmentationSetting.expected}`,
    accepts: (value) => value === "auto" || value === "on" || value === "off" || augmentationSetting.accepts(value),
    read: (value) => (value === "auto" ? value : augmentationSetting.read(isSwitch(value) ? value === "on" : value)),
  },
  { default: "auto" },
);

const isSwitch = (value: unknown): value is "on" | "off" => value === "on" || value === "off";

/** What a model of so many examples of a shape has for its augmentation. */
export function augmentationFor(
  asked: "auto" | Augment | false,
  { shape, examples }: { readonly shape: readonly number[]; readonly examples: number },
): Augment | false {
  if (asked !== "auto") return asked;
  const [height = 0, width = 0] = shape;
  const isOfImages = shape.length === 3 && Math.min(height, width) >= LEAST_SIDE;
  return isOfImages && examples <= FEW ? augmentImages : false;
}
