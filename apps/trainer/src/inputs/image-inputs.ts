import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, extname } from "node:path";
import { GenlabError } from "@genlab/core";
import { imageDataset } from "@genlab/data";
import { checkFaults, decodeImages, type FoundImages, imageKinds } from "@genlab/data/node";
import type { Range } from "../config/part-options.js";
import type { DataConfig } from "../config/run-config.js";
import { exampleShape } from "../data/example-shape.js";
import { foundAt } from "../files/found-at.js";
import { findImages } from "../images/find-images.js";
import { createReadingDisplay } from "../images/reading-display.js";
import { openSharp } from "../images/sharp.js";
import { forCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";
import type { OpenedInputs } from "./inputs.js";

/** Whether a path is that of one image. */
export const isImageFile = (path: string): boolean =>
  imageKinds.includes(extname(path).toLowerCase()) && foundAt(path)?.isFile() === true;

export interface ImageInputsOptions {
  readonly skipBad: boolean;
  /** Of all images, those that are read. Default: all. */
  readonly range?: Range | undefined;
}

/**
 * Images in a folder or archive, or one image, scaled and with as many channels as a model takes that was trained on `trained`. All of a folder
 * are taken, of whatever part.
 *
 * @throws GenlabError where the model takes no images, there is none, or one cannot be read and `skipBad` does not leave it out.
 */
export async function imageInputs(
  trained: DataConfig,
  path: string,
  { skipBad, range = [0, Number.POSITIVE_INFINITY] }: ImageInputsOptions,
): Promise<OpenedInputs> {
  const shape = exampleShape(trained);
  if (shape.length !== 3) {
    throw new GenlabError(
      `${forCaller(path)} holds images, but the model takes vectors of ${counted(shape[0]!, "number", "numbers")}. Give --inputs a file of arrays.`,
    );
  }
  const [height, width, channels] = shape as readonly [number, number, 1 | 3];
  const found = isImageFile(path) ? oneImage(path) : await findImages(path);
  const every = [...found.train, ...(found.test ?? [])];
  const all = every.slice(...range);
  const decoded = await decodeImages(found.source, all, {
    ...{ sharp: await openSharp(), size: { width, height }, channels },
    fit: trained.type === "images" ? trained.fit : undefined,
    display: createReadingDisplay(process.stdout),
  });
  checkFaults(found.source.name, decoded.faults, {
    ...{ count: all.length, before: 0, skipBad, option: "--skip-bad" },
    rows: decoded.rows,
  });
  for (const { image, reason } of decoded.faults) process.stderr.write(`left out: ${image.name}: ${reason}\n`);
  const bad = new Set(decoded.faults.map(({ image }) => image));
  const indices = all.flatMap((image, index) => (bad.has(image) ? [] : [index]));
  const images = indices.map((index) => all[index]!);
  return {
    data: imageDataset({
      ...{ rows: decoded.rows, indices, shape: [height, width, channels] },
      labels: images.flatMap(({ label }) => label ?? []),
    }),
    total: every.length,
    names: images.map(({ name }) => name),
    classes: found.classes,
    what: `${counted(images.length, "image", "images")} of ${forCaller(path)}`,
  };
}

function oneImage(path: string): FoundImages {
  const { size, mtimeMs } = statSync(path);
  const entry = { path: [basename(path)], size, stamp: `${mtimeMs}` };
  return {
    source: {
      ...{ place: dirname(path), name: forCaller(dirname(path)), entries: [entry], passedOver: [] },
      async *open() {
        yield { index: 0, read: () => readFile(path) };
      },
    },
    train: [{ entry, index: 0, name: basename(path) }],
    classes: [],
    remarks: [],
  };
}
