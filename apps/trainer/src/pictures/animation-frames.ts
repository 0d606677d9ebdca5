import type { NdArray } from "@genlab/data";
import { type Canvas, createCanvas } from "./canvas.js";
import { drawImage, enlargement } from "./image-grid.js";

/** Pixels on a side of an animation of one. */
const SCALE = 3;

/**
 * The frames of several animations in a square, enlarged so that pixels are seen.
 *
 * @param images `[walks · frames, height, width, channels]`, walk by walk
 */
export function animationFrames(images: NdArray, walks: number): readonly Canvas[] {
  const [count = 0, height = 1, width = 1] = images.shape;
  const frames = count / walks;
  const columns = Math.ceil(Math.sqrt(walks));
  const rows = Math.ceil(walks / columns);
  const scale = enlargement(width) * (walks === 1 ? SCALE : 1);
  const gap = walks === 1 ? 0 : scale;
  const [cellWidth, cellHeight] = [width * scale + gap, height * scale + gap];
  return Array.from({ length: frames }, (_, frame) => {
    const canvas = createCanvas(columns * cellWidth - gap, rows * cellHeight - gap);
    for (let walk = 0; walk < walks; walk++) {
      const place = { x: (walk % columns) * cellWidth, y: Math.floor(walk / columns) * cellHeight };
      drawImage(canvas, images, { index: walk * frames + frame, ...place, scale });
    }
    return canvas;
  });
}
