import { type Canvas, type Colour, createCanvas, fillRectangle, setPixel } from "./canvas.js";
import { drawText, textSize } from "./text.js";

/** Lines in one panel, under its label: from one step to the next, on a logarithmic scale. */
export interface LinePanel {
  /** Small letters, digits and spaces. */
  readonly label: string;
  /** One list of positive values a line, from the darkest to the brightest. */
  readonly lines: readonly (readonly number[])[];
}

const WIDTH = 320;
const HEIGHT = 240;
const MARGIN = 12;
const AXIS = 48;
const TEXT_SCALE = 2;
const BACKGROUND: Colour = [32, 34, 40];
const PANEL: Colour = [16, 17, 20];
const GRID: Colour = [52, 55, 63];
const INK: Colour = [225, 228, 235];
const FIRST: Colour = [64, 90, 200];
const LAST: Colour = [255, 200, 90];

/** Panels in rows of `columns`, all to one scale: powers of ten upward, steps to the right. */
export function linePlot(panels: readonly LinePanel[], columns: number): Canvas {
  const values = panels.flatMap(({ lines }) => lines.flat()).filter((value) => value > 0);
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [1, 1]);
  const scale = { low: Math.floor(Math.log10(low)), high: Math.ceil(Math.log10(high)) };
  const labelHeight = textSize("", TEXT_SCALE).height + MARGIN;
  const cell = { width: AXIS + WIDTH + MARGIN, height: labelHeight + HEIGHT + MARGIN };
  const rows = Math.ceil(panels.length / columns);
  const canvas = createCanvas(columns * cell.width + MARGIN, rows * cell.height + MARGIN, BACKGROUND);
  panels.forEach((panel, position) => {
    const left = MARGIN + AXIS + (position % columns) * cell.width;
    const top = MARGIN + Math.floor(position / columns) * cell.height;
    drawText(canvas, panel.label, { x: left, y: top, scale: TEXT_SCALE, colour: INK });
    drawPanel(canvas, panel, { left, top: top + labelHeight, ...scale });
  });
  return canvas;
}

interface Frame {
  readonly left: number;
  readonly top: number;
  /** Powers of ten at the bottom and at the top. */
  readonly low: number;
  readonly high: number;
}

function drawPanel(canvas: Canvas, { lines }: LinePanel, { left, top, low, high }: Frame): void {
  fillRectangle(canvas, { x: left, y: top, width: WIDTH, height: HEIGHT }, PANEL);
  const rowOf = (power: number) => top + Math.round(((high - power) / Math.max(1, high - low)) * (HEIGHT - 1));
  const every = Math.ceil((high - low) / 6);
  for (let power = high; power >= low; power -= every) {
    fillRectangle(canvas, { x: left, y: rowOf(power), width: WIDTH, height: 1 }, GRID);
    const text = `${power}`;
    const { width, height } = textSize(text, TEXT_SCALE);
    drawText(canvas, text, { x: left - width, y: rowOf(power) - height / 2, scale: TEXT_SCALE, colour: INK });
  }
  lines.forEach((values, index) => {
    const colour = between(FIRST, LAST, index / Math.max(1, lines.length - 1));
    for (let x = 0; x < WIDTH; x++) {
      const value = values[Math.round((x / (WIDTH - 1)) * (values.length - 1))] ?? 0;
      if (value <= 0) continue;
      const y = rowOf(Math.log10(value));
      for (const row of [y, y + 1]) setPixel(canvas, left + x, Math.min(row, top + HEIGHT - 1), colour);
    }
  });
}

function between(from: Colour, to: Colour, share: number): Colour {
  const mix = (channel: 0 | 1 | 2) => Math.round(from[channel] + share * (to[channel] - from[channel]));
  return [mix(0), mix(1), mix(2)];
}
