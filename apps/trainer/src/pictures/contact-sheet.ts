import type { NdArray } from "@genlab/data";
import { type Canvas, type Colour, createCanvas } from "./canvas.js";
import { drawImage, enlargement } from "./image-grid.js";
import { drawText, textSize } from "./text.js";

/** Images beside a name. */
export interface SheetRow {
  /** Small letters, digits, signs and spaces. */
  readonly label: string;
  /** Under the label, dimmer. Default: none. */
  readonly note?: string;
  /** Blocks of images from the left, one for each heading; `null` leaves a block empty. */
  readonly blocks: readonly (NdArray | null)[];
}

/** Stands over a block. */
export interface SheetHeading {
  readonly text: string;
  /** Images that the block is wide. */
  readonly columns: number;
}

const BACKGROUND: Colour = [32, 34, 40];
const INK: Colour = [225, 228, 235];
const DIM: Colour = [140, 144, 155];
const TEXT_SCALE = 2;
const MARGIN = 10;

/** A row of images for each name, so that models can be compared at a glance. All images have the size of the first. */
export function contactSheet(rows: readonly SheetRow[], headings: readonly SheetHeading[]): Canvas {
  const [, height = 1, width = 1] = rows.flatMap(({ blocks }) => blocks).find((block) => block !== null)?.shape ?? [];
  const scale = enlargement(width);
  const [cellWidth, cellHeight] = [(width + 1) * scale, (height + 1) * scale];
  const texts = rows.flatMap(({ label, note = "" }) => [label, note]);
  const labelWidth = Math.max(...texts.map((text) => textSize(text, TEXT_SCALE).width)) + MARGIN;
  const lineHeight = textSize("", TEXT_SCALE).height + MARGIN / 2;
  const rowHeight = Math.max(cellHeight, 2 * lineHeight) + MARGIN / 2;
  const lefts = headings.map((_, block) =>
    headings.slice(0, block).reduce((x, { columns }) => x + columns * cellWidth + MARGIN, MARGIN + labelWidth),
  );
  const top = MARGIN + lineHeight;
  const canvas = createCanvas(
    lefts.at(-1)! + headings.at(-1)!.columns * cellWidth + MARGIN,
    top + rows.length * rowHeight + MARGIN,
    BACKGROUND,
  );
  headings.forEach(({ text }, block) => {
    drawText(canvas, text, { x: lefts[block]!, y: MARGIN, scale: TEXT_SCALE, colour: INK });
  });
  rows.forEach(({ label, note = "", blocks }, row) => {
    const y = top + row * rowHeight;
    drawText(canvas, label, { x: MARGIN, y: y + MARGIN / 2, scale: TEXT_SCALE, colour: INK });
    drawText(canvas, note, { x: MARGIN, y: y + MARGIN / 2 + lineHeight, scale: TEXT_SCALE, colour: DIM });
    blocks.forEach((images, block) => {
      const count = Math.min(images?.shape[0] ?? 0, headings[block]!.columns);
      for (let index = 0; index < count; index++) {
        drawImage(canvas, images!, { index, x: lefts[block]! + index * cellWidth, y, scale });
      }
    });
  });
  return canvas;
}
