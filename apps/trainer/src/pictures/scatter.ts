import type { NdArray } from "@genlab/data";
import { type Canvas, type Colour, createCanvas, fillRectangle, pixelAt, setPixel } from "./canvas.js";
import type { Section } from "./section.js";
import { drawText, textSize } from "./text.js";

const SIDE = 320;
const MARGIN = 12;
const COLUMNS = 5;
const TEXT_SCALE = 2;
const BACKGROUND: Colour = [32, 34, 40];
const PANEL: Colour = [16, 17, 20];
const INK: Colour = [225, 228, 235];
const DOT: Colour = [255, 190, 90];

/** Sections of points beside one another, five in a row, each with its label, all to one scale. */
export function scatter(sections: readonly Section[]): Canvas {
  const labelHeight = textSize("", TEXT_SCALE).height + MARGIN;
  const columns = Math.min(COLUMNS, sections.length);
  const cell = { width: SIDE + MARGIN, height: labelHeight + SIDE + MARGIN };
  const rows = Math.ceil(sections.length / columns);
  const canvas = createCanvas(columns * cell.width + MARGIN, rows * cell.height + MARGIN, BACKGROUND);
  // the first section is the data: a stray sample must not shrink it to a dot
  const reach = 1.3 * largest(sections[0]!.examples);
  sections.forEach(({ label, examples }, position) => {
    const left = MARGIN + (position % columns) * cell.width;
    const top = MARGIN + Math.floor(position / columns) * cell.height;
    drawText(canvas, label, { x: left, y: top, scale: TEXT_SCALE, colour: INK });
    drawPanel(canvas, examples, { left, top: top + labelHeight, reach });
  });
  return canvas;
}

/** One section without label or margin, `side` pixels wide and high. */
export function scatterPanel(points: NdArray, reach: number, side: number): Canvas {
  const canvas = createCanvas(side, side);
  plot(canvas, points, { left: 0, top: 0, side, reach, dot: 1 });
  return canvas;
}

/** How far from the origin the points go along an axis. */
export function largest({ data }: NdArray): number {
  let most = 0;
  for (const value of data) most = Math.max(most, Math.abs(value));
  return most;
}

function drawPanel(
  canvas: Canvas,
  points: NdArray,
  { left, top, reach }: { readonly left: number; readonly top: number; readonly reach: number },
): void {
  fillRectangle(canvas, { x: left, y: top, width: SIDE, height: SIDE }, PANEL);
  plot(canvas, points, { left, top, side: SIDE, reach, dot: 2 });
}

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly reach: number;
  /** Pixels along a side of a dot. */
  readonly dot: number;
}

function plot(canvas: Canvas, { data, shape }: NdArray, { left, top, side, reach, dot }: Frame): void {
  const place = (value: number) => Math.floor(((value / reach + 1) / 2) * side);
  for (let index = 0; index < shape[0]!; index++) {
    const column = place(data[2 * index]!);
    const row = side - 1 - place(data[2 * index + 1]!);
    if (column < 0 || column >= side || row < 0 || row >= side) continue;
    for (let i = 0; i < dot ** 2; i++) {
      const [x, y] = [left + Math.min(column + (i % dot), side - 1), top + Math.max(row - Math.floor(i / dot), 0)];
      setPixel(canvas, x, y, blend(pixelAt(canvas, x, y), DOT));
    }
  }
}

// points that fall together shine brighter
const blend = (under: Colour, over: Colour): Colour => {
  const mix = (channel: 0 | 1 | 2) => Math.round(under[channel] + 0.6 * (over[channel] - under[channel]));
  return [mix(0), mix(1), mix(2)];
};
