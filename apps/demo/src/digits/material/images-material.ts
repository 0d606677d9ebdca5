import { evenly } from "../../pictures/evenly.js";
import { type FindStoredOptions, type ImageStore, isKept, type StoredImages } from "../../pictures/image-store.js";
import { range } from "../../pictures/pictures.js";
import { classesOf, folderOf } from "./image-files.js";
import type { Material } from "./material.js";

/** Of the storage of the browser. */
export const FOLDER = "digits";

/** Of so many, one is kept back to look at, but no more than are looked at. */
const KEPT_BACK = 6;
const ENOUGH_TO_KEEP_BACK = 60;
const MOST_KEPT_BACK = 500;

/** How pictures are read to train on: a square about the middle. */
export const imageOptions = ({
  size,
  color,
}: {
  readonly size: string;
  readonly color: boolean;
}): FindStoredOptions => ({
  ...{ width: Number(size), height: Number(size), channels: color ? 3 : 1 },
  folder: FOLDER,
});

/** Pictures that were read; null where there is none. */
export async function imagesMaterial(store: ImageStore, images: StoredImages): Promise<Material | null> {
  const { names, shape, values } = images;
  if (names.length === 0) return null;
  const folders = names.map(folderOf);
  const classes = classesOf(folders);
  const { train, shown } = split(names.length);
  const labelsOf = (indices: readonly number[]) =>
    Int32Array.from(classes.length > 0 ? indices : [], (index) => classes.indexOf(folders[index]!));
  const labels = labelsOf(shown);
  return {
    data: {
      spec: { type: "pictures", values, shape, indices: Int32Array.from(train), labels: labelsOf(train) },
      examples: train.length,
      classes: classes.length,
    },
    shown: {
      x: await store.pick(images, shown),
      y: labels.length > 0 ? { data: labels, shape: [labels.length] } : null,
    },
    isHeldOut: train !== shown,
    classes,
    isInk: false,
    isKept: isKept(images),
  };
}

/** Indices to train on and to look at: the same where there are too few to keep some back. */
function split(count: number) {
  const all = range(count);
  if (count < ENOUGH_TO_KEEP_BACK) return { train: all, shown: all };
  const shown = evenly(
    all.filter((index) => index % KEPT_BACK === KEPT_BACK - 1),
    MOST_KEPT_BACK,
  );
  const kept = new Set(shown);
  return { train: all.filter((index) => !kept.has(index)), shown };
}
