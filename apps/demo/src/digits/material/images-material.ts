import { isPicture } from "../../pictures/is-picture.js";
import { PictureReader } from "../../pictures/picture-reader.js";
import { type Pictures, pick, range } from "../../pictures/pictures.js";
import { classesOf, evenly, folderOf } from "./image-files.js";
import type { Material } from "./material.js";

export interface ImageOptions {
  /** Height and width of what is trained on. */
  readonly size: number;
  readonly color: boolean;
}

/** So many pictures are read of a folder that has more. */
export const MOST = 3000;
/** Of so many, one is kept back to look at. */
const KEPT_BACK = 6;
const ENOUGH_TO_KEEP_BACK = 60;

/** Reads pictures from files, cut to a square about the middle. What is no picture is left out; null where nothing is left. */
export async function imagesMaterial(
  files: readonly File[],
  { size, color }: ImageOptions,
  onProgress: (done: number, of: number) => void,
): Promise<Material | null> {
  const chosen = evenly(files.filter(isPicture), MOST);
  const channels = color ? 3 : 1;
  const reader = new PictureReader({ height: size, width: size, channels });
  const read: { readonly levels: Float32Array; readonly folder: string }[] = [];
  for (const [index, file] of chosen.entries()) {
    const levels = await reader.read(file);
    if (levels) read.push({ levels, folder: folderOf(file) });
    onProgress(index + 1, chosen.length);
  }
  if (read.length === 0) return null;
  const folders = read.map(({ folder }) => folder);
  const classes = classesOf(folders);
  const data = new Float32Array(read.length * size * size * channels);
  read.forEach(({ levels }, index) => {
    data.set(levels, index * levels.length);
  });
  const all: Pictures = {
    x: { data, shape: [read.length, size, size, channels] },
    y:
      classes.length > 0
        ? { data: Int32Array.from(folders, (folder) => classes.indexOf(folder)), shape: [read.length] }
        : null,
  };
  return split(all, classes);
}

function split(all: Pictures, classes: readonly string[]): Material {
  const count = all.x.shape[0]!;
  const isHeldOut = count >= ENOUGH_TO_KEEP_BACK;
  const isKept = (index: number) => index % KEPT_BACK === KEPT_BACK - 1;
  const train = isHeldOut
    ? pick(
        all,
        range(count).filter((index) => !isKept(index)),
      )
    : all;
  const shown = isHeldOut ? pick(all, range(count).filter(isKept)) : all;
  const fields = train.y ? { x: train.x, y: train.y } : { x: train.x };
  return {
    data: { spec: { type: "arrays", fields }, examples: train.x.shape[0]!, classes: classes.length },
    ...{ shown, isHeldOut, classes },
    isInk: false,
  };
}
