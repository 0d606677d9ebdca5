import type { NdArray } from "@genlab/data";
import { type Canvas, type Colour, createCanvas, fillRectangle } from "./canvas.js";
import type { Section } from "./section.js";
import { drawText, textSize } from "./text.js";

const BACKGROUND: Colour = [32, 34, 40];
const INK: Colour = [225, 228, 235];
const TEXT_SCALE = 2;
const MARGIN = 8;

/** Sections of images below one another, each with its label, every image enlarged so that its pixels are seen. */
export function imageGrid(sections: readonly Section[], columns: number): Canvas {
  const [height = 1, width = 1] = sections[0]!.examples.shape.slice(1);
  const scale = enlargement(width);
  const [cellWidth, cellHeight] = [width * scale + scale, height * scale + scale];
  const labelHeight = textSize("", TEXT_SCALE).height + MARGIN;
  const rowsOf = ({ examples }: Section) => Math.ceil(examples.shape[0]! / columns);
  const widths = [columns * cellWidth - scale, ...sections.map(({ label }) => textSize(label, TEXT_SCALE).width)];
  const sectionHeight = (section: Section) => labelHeight + rowsOf(section) * cellHeight + MARGIN;

  const canvas = createCanvas(
    Math.max(...widths) + 2 * MARGIN,
    sections.reduce((sum, section) => sum + sectionHeight(section), MARGIN),
    BACKGROUND,
  );
  let top = MARGIN;
  for (const section of sections) {
    drawText(canvas, section.label, { x: MARGIN, y: top, scale: TEXT_SCALE, colour: INK });
    for (let index = 0; index < section.examples.shape[0]!; index++) {
      const x = MARGIN + (index % columns) * cellWidth;
      const y = top + labelHeight + Math.floor(index / columns) * cellHeight;
      drawImage(canvas, section.examples, { index, x, y, scale });
    }
    top += sectionHeight(section);
  }
  return canvas;
}

/** Images beside one another, a pixel a pixel, with one dark pixel between. */
export function imageRow(images: NdArray): Canvas {
  const [count = 0, height = 1, width = 1] = images.shape;
  const canvas = createCanvas(count * (width + 1) - 1, height);
  for (let index = 0; index < count; index++)
    drawImage(canvas, images, { index, x: index * (width + 1), y: 0, scale: 1 });
  return canvas;
}

/** Pixels a pixel, for images about 50 pixels wide: an 8×8 digit is seen from a chair. */
export const enlargement = (width: number) => Math.max(1, Math.round(52 / width));

interface Place {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Draws one of the images. */
export function drawImage(canvas: Canvas, { data, shape }: NdArray, { index, x, y, scale }: Place): void {
  const [, height = 1, width = 1, channels = 1] = shape;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const start = ((index * height + row) * width + column) * channels;
      const level = (channel: number) => toByte(data[start + Math.min(channel, channels - 1)]!);
      const square = { x: x + column * scale, y: y + row * scale, width: scale, height: scale };
      fillRectangle(canvas, square, [level(0), level(1), level(2)]);
    }
  }
}

const toByte = (level: number) => Math.round(255 * Math.min(1, Math.max(0, level)));
