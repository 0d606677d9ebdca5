import { writeFileAtomically } from "@genlab/trainers/node";
import { encode } from "fast-png";
import type { Canvas } from "./canvas.js";
import { imageGrid } from "./image-grid.js";
import { scatter } from "./scatter.js";
import type { Section } from "./section.js";

/** Images in a row of a picture. */
export const PICTURE_COLUMNS = 12;

/** Writes sections as a PNG: a grid of images, or scatter plots of points. */
export async function writePicture(path: string, sections: readonly Section[]): Promise<void> {
  const isOfPoints = sections[0]!.examples.shape.length === 2;
  await writeFileAtomically(path, toPng(isOfPoints ? scatter(sections) : imageGrid(sections, PICTURE_COLUMNS)));
}

/** The bytes of a PNG. */
export const toPng = ({ width, height, data }: Canvas): Uint8Array =>
  encode({ width, height, data, channels: 3, depth: 8 });
