import { GenlabError, type Rng } from "@genlab/core";
import type { FoundImage, FoundImages } from "@genlab/data/node";
import type { DataConfig } from "../config/run-config.js";
import { forCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";

export type ImagesConfig = Extract<DataConfig, { readonly type: "images" }>;

/** Of images without a part to test on. */
const TEST_SHARE = 0.1;
const MOST_TESTED = 1000;

export interface Split {
  readonly train: readonly FoundImage[];
  readonly test: readonly FoundImage[];
  readonly remarks: readonly string[];
  /** What the run notes of it, to part the images so again whatever comes into the folder; nothing where it has or needs no note. */
  readonly noted: Pick<ImagesConfig, "heldOut" | "trainedOn">;
}

/**
 * The images to train on and to test on: the folder's own parts; or those that the run notes as held out, and all others; or for a run that
 * notes none a tenth that is drawn.
 */
export function split(found: FoundImages, config: ImagesConfig, rng: Rng): Split {
  const { heldOut, trainedOn, folder } = config;
  if (found.test) {
    if (!heldOut) return { train: found.train, test: found.test, remarks: [], noted: {} };
    throw new GenlabError(
      `${forCaller(folder)} has parts to train and to test on now, but the run held images out before there were. Put the folder back as it was, or train anew.`,
    );
  }
  if (!heldOut) {
    const { train, test } = drawn(found.train, config, rng);
    return { train, test, remarks: [], noted: { heldOut: test.map(({ name }) => name), trainedOn: train.length } };
  }
  const names = new Set(heldOut);
  const train = found.train.filter(({ name }) => !names.has(name));
  const test = found.train.filter(({ name }) => names.has(name));
  for (const [part, what] of [
    [test, "held out"],
    [train, "trained on"],
  ] as const) {
    if (part.length > 0) continue;
    throw new GenlabError(
      `No image that was ${what} is in ${forCaller(folder)}. Give the folder of the run: --data-dir.`,
    );
  }
  const gone = heldOut.length - test.length;
  return {
    train,
    test,
    noted: {},
    remarks: [
      ...(gone > 0 ? [`${gone} of the ${heldOut.length} that were held out ${gone === 1 ? "is" : "are"} gone`] : []),
      ...(trainedOn !== undefined && trainedOn !== train.length
        ? [`${counted(trainedOn, "image", "images")} to train on at the run's start`]
        : []),
    ],
  };
}

/** Held out are those of the lowest rank, which depends on an image's name and the seed alone: another image in the folder moves few. */
function drawn(images: readonly FoundImage[], { folder }: ImagesConfig, rng: Rng) {
  if (images.length < 2) throw new GenlabError(`There is one image in ${forCaller(folder)}; two are the least.`);
  const ranks = Float64Array.from(images, ({ name }) => rng.fork(`held out/${name}`).random());
  const count = Math.min(MOST_TESTED, Math.ceil(TEST_SHARE * images.length));
  const most = ranks.toSorted()[count - 1]!;
  let left = count - ranks.reduce((lower, rank) => (rank < most ? lower + 1 : lower), 0); // of those that rank the same
  const [train, test]: [FoundImage[], FoundImage[]] = [[], []];
  for (const [place, image] of images.entries()) {
    const rank = ranks[place]!;
    const isHeld = rank < most || (rank === most && left-- > 0);
    (isHeld ? test : train).push(image);
  }
  return { train, test };
}
