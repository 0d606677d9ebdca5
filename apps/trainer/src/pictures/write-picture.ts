import { writeFileAtomically } from "@genlab/trainers/node";
import { encode } from "fast-png";
import type { Canvas } from "./canvas.js";
import { imageGrid } from "./image-grid.js";
import { inPlane } from "./in-plane.js";
import { scatter } from "./scatter.js";
import type { Section } from "./section.js";

/** Images in a row of a picture. */
export const PICTURE_COLUMNS = 12;

/** Writes sections as a PNG. */
export const writePicture = (path: string, sections: readonly Section[]): Promise<void> =>
  writeFileAtomically(path, toPng(pictureOf(sections)));

/** A grid of images, or scatter plots of points. */
export function pictureOf(sections: readonly Section[], columns = PICTURE_COLUMNS): Canvas {
  const isOfPoints = sections[0]!.examples.shape.length === 2;
  return isOfPoints ? scatter(inPlane(sections)) : imageGrid(sections, columns);
}

/** The bytes of a PNG. */
export const toPng = ({ width, height, data }: Canvas): Uint8Array =>
  encode({ width, height, data, channels: 3, depth: 8 });
