import { type Canvas, type Colour, createCanvas, fillRectangle, setPixel } from "./canvas.js";
import { drawText, textSize } from "./text.js";

/** Points of one thing, joined from left to right. */
export interface Curve {
  /** Small letters, digits and spaces. */
  readonly label: string;
  /** `x` is above 0. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Curves in one frame: `x` by powers of two, `y` evenly. */
export interface CurvePanel {
  /** What `y` and `x` are, in small letters. */
  readonly label: string;
  readonly curves: readonly Curve[];
}

const WIDTH = 420;
const HEIGHT = 300;
const MARGIN = 12;
const AXIS = 48;
const TEXT_SCALE = 2;
const DOT = 5;
/** Of the grid, at most, in either direction. */
const LINES = 8;
const BACKGROUND: Colour = [32, 34, 40];
const PANEL: Colour = [16, 17, 20];
const GRID: Colour = [52, 55, 63];
const INK: Colour = [225, 228, 235];
const COLOURS: readonly Colour[] = [
  [255, 190, 90],
  [110, 170, 255],
  [150, 220, 130],
  [230, 130, 170],
];

/** Panels beside one another, each with the names of its curves in their colours. */
export function curvePlot(panels: readonly CurvePanel[]): Canvas {
  const line = textSize("", TEXT_SCALE).height + MARGIN / 2;
  const most = Math.max(...panels.map(({ curves }) => curves.length));
  const top = MARGIN + (1 + most) * line;
  const cell = AXIS + WIDTH + 2 * MARGIN;
  const canvas = createCanvas(panels.length * cell + MARGIN, top + HEIGHT + line + MARGIN, BACKGROUND);
  panels.forEach(({ label, curves }, position) => {
    const left = MARGIN + position * cell + AXIS;
    drawText(canvas, label, { x: left, y: MARGIN, scale: TEXT_SCALE, colour: INK });
    curves.forEach(({ label: name }, index) => {
      drawText(canvas, name, { x: left, y: MARGIN + (1 + index) * line, scale: TEXT_SCALE, colour: colourOf(index) });
    });
    drawPanel(canvas, curves, { left, top });
  });
  return canvas;
}

function drawPanel(
  canvas: Canvas,
  curves: readonly Curve[],
  { left, top }: { readonly left: number; readonly top: number },
): void {
  const points = curves.flatMap((curve) => curve.points);
  const powers = range(points.map(({ x }) => Math.log2(x)));
  const values = range(points.map(({ y }) => y));
  const columnOf = (x: number) => left + Math.round(((Math.log2(x) - powers.low) / powers.length) * (WIDTH - 1));
  const rowOf = (y: number) => top + Math.round(((values.low + values.length - y) / values.length) * (HEIGHT - 1));
  fillRectangle(canvas, { x: left, y: top, width: WIDTH, height: HEIGHT }, PANEL);
  const step = Math.ceil(powers.length / LINES);
  for (let power = powers.low; power <= powers.low + powers.length; power += step) {
    const [x, text] = [columnOf(2 ** power), `${2 ** power}`];
    fillRectangle(canvas, { x, y: top, width: 1, height: HEIGHT }, GRID);
    const { width } = textSize(text, TEXT_SCALE);
    drawText(canvas, text, { x: x - Math.round(width / 2), y: top + HEIGHT + 4, scale: TEXT_SCALE, colour: INK });
  }
  const every = Math.ceil(values.length / LINES);
  for (let value = values.low; value <= values.low + values.length; value += every) {
    fillRectangle(canvas, { x: left, y: rowOf(value), width: WIDTH, height: 1 }, GRID);
    const { width, height } = textSize(`${value} `, TEXT_SCALE);
    drawText(canvas, `${value}`, { x: left - width, y: rowOf(value) - height / 2, scale: TEXT_SCALE, colour: INK });
  }
  curves.forEach(({ points }, index) => {
    const places = points.map(({ x, y }) => ({ x: columnOf(x), y: rowOf(y) }));
    places.forEach((place, i) => {
      if (i > 0) drawLine(canvas, places[i - 1]!, place, colourOf(index));
      const corner = { x: place.x - (DOT - 1) / 2, y: place.y - (DOT - 1) / 2 };
      fillRectangle(canvas, { ...corner, width: DOT, height: DOT }, colourOf(index));
    });
  });
}

const colourOf = (index: number): Colour => COLOURS[index % COLOURS.length]!;

/** Whole numbers around the values. */
function range(values: readonly number[]): { readonly low: number; readonly length: number } {
  const low = Math.floor(Math.min(...values));
  return { low, length: Math.max(1, Math.ceil(Math.max(...values)) - low) };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function drawLine(canvas: Canvas, from: Place, to: Place, colour: Colour): void {
  const length = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y), 1);
  for (let i = 0; i <= length; i++) {
    const between = (a: number, b: number) => Math.round(a + (i / length) * (b - a));
    setPixel(canvas, between(from.x, to.x), between(from.y, to.y), colour);
  }
}
