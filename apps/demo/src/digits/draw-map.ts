import type { NdArray } from "@genlab/data";
import { codeOf, stepsOf } from "../codes/codes.js";
import type { Colors } from "../parts/colors.js";
import type { Draw } from "../parts/picture.js";
import { rgb } from "../parts/rgb.js";
import { sheetOf } from "../pictures/paint.js";
import { classColors } from "./class-colors.js";
import type { Codes } from "./use-codes.js";

export interface MapOptions {
  readonly codes: Codes | null;
  /** The latents to the right and upwards. */
  readonly axes: readonly [number, number];
  readonly here: Float32Array;
  /** Pictures `[side², height, width, channels]`, row by row from the top; null for none. */
  readonly background: NdArray | null;
  readonly side: number;
  /** Standard deviations from the middle to the edge. */
  readonly reach: number;
  /** Codes of the ends of the walk. */
  readonly ends: readonly Float32Array[];
  readonly drawn: Float32Array | null;
  readonly shades: Colors;
  readonly withPoints: boolean;
  readonly names: readonly string[];
  readonly isInk: boolean;
}

type Point = readonly [number, number];

/** The map of the codes. */
export const drawMap =
  (options: MapOptions): Draw =>
  (context, size) => {
    const { codes, axes, here, reach, ends, drawn, shades } = options;
    context.fillStyle = shades.sunken;
    context.fillRect(0, 0, size, size);
    drawBackground(context, size, options);
    drawAxes(context, size, shades);
    const at = (steps: Float32Array): Point => [
      (size / 2) * (1 + (steps[axes[0]] ?? 0) / reach),
      (size / 2) * (1 - (steps[axes[1]] ?? 0) / reach),
    ];
    const place = codes?.place;
    if (codes && options.withPoints) drawPoints(context, codes, options, at);
    if (place && ends.length === 2)
      drawLine(
        context,
        ends.map((code) => at(stepsOf(code, place))),
        shades,
      );
    if (place && drawn) drawRing(context, at(stepsOf(drawn, place)), shades.arrows, shades);
    drawRing(context, at(here), shades.ink, shades);
  };

function drawBackground(
  context: CanvasRenderingContext2D,
  size: number,
  { background, side, shades, isInk, withPoints }: MapOptions,
): void {
  if (!background) return;
  const tint = isInk ? { paper: rgb(shades.sunken), ink: rgb(shades.ink) } : null;
  const { pixels, width, height } = sheetOf(background, { columns: side, rows: side, gap: 1, tint });
  const sheet = new OffscreenCanvas(width, height);
  sheet.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
  context.imageSmoothingEnabled = false;
  context.globalAlpha = withPoints ? 0.45 : 1; // what lies on top is read first
  context.drawImage(sheet, 0, 0, size, size);
  context.globalAlpha = 1;
}

function drawAxes(context: CanvasRenderingContext2D, size: number, { line }: Colors): void {
  context.strokeStyle = line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(size / 2, 0);
  context.lineTo(size / 2, size);
  context.moveTo(0, size / 2);
  context.lineTo(size, size / 2);
  context.stroke();
}

/** The sign of its class at each code, or a dot. */
function drawPoints(
  context: CanvasRenderingContext2D,
  { posteriors, pictures, place }: Codes,
  { shades, names }: MapOptions,
  at: (steps: Float32Array) => Point,
): void {
  if (!posteriors) return;
  const palette = classColors(shades.ink);
  const count = posteriors.mean.shape[0]!;
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = shades.sunken;
  for (let index = 0; index < count; index++) {
    const [x, y] = at(stepsOf(codeOf(posteriors.mean, index), place));
    const label = pictures.y?.data[index] ?? 0;
    const sign = names[label] === undefined ? "●" : [...names[label]][0]!;
    context.fillStyle = pictures.y ? palette[label % palette.length]! : shades.data;
    context.strokeText(sign, x, y);
    context.fillText(sign, x, y);
  }
}

function drawLine(context: CanvasRenderingContext2D, [from, to]: readonly Point[], { samples, sunken }: Colors): void {
  if (!from || !to) return;
  for (const [color, width] of [
    [sunken, 5],
    [samples, 2],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
  }
}

function drawRing(context: CanvasRenderingContext2D, [x, y]: Point, color: string, { sunken }: Colors): void {
  for (const [shade, width] of [
    [sunken, 5],
    [color, 2.5],
  ] as const) {
    context.strokeStyle = shade;
    context.lineWidth = width;
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    context.stroke();
  }
}
