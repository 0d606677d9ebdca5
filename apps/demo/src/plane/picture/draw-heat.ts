import { rgb } from "../../parts/rgb.js";
import type { Heat } from "../../session/looks/heat.js";
import type { JudgementKind } from "../../session/looks/judge.js";
import type { Plane } from "./plane.js";

const STRENGTH = 0.42;

let sheet: OffscreenCanvas | null = null;

/** Where the judge sees data in the colour of data, where it sees fakes in that of samples. */
export function drawHeat({ context, size, colors }: Plane, { kind, values: { data } }: Heat): void {
  const cells = Math.sqrt(data.length);
  const image = new ImageData(cells, cells);
  const shades = shadesOf(data, kind);
  const [like, unlike] = [rgb(colors.data), rgb(colors.samples)];
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const shade = shades[row * cells + column]!;
      const pixel = 4 * ((cells - 1 - row) * cells + column); // row 0 is the lowest
      image.data.set(shade > 0 ? like : unlike, pixel);
      image.data[pixel + 3] = 255 * STRENGTH * Math.abs(shade);
    }
  }
  if (sheet?.width !== cells) sheet = new OffscreenCanvas(cells, cells);
  sheet.getContext("2d")!.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.drawImage(sheet, 0, 0, size, size);
}

/** From -1, surely not of the data, to 1, surely of it. What has no scale is laid about its median. */
export function shadesOf(values: ArrayLike<number>, kind: JudgementKind): Float32Array {
  if (kind === "logit") return Float32Array.from(values, (value) => Math.tanh(value / 2));
  const sorted = Float32Array.from(values).sort();
  const quantile = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  const spread = quantile(0.8) - quantile(0.2) || 1;
  return Float32Array.from(values, (value) => Math.tanh((value - quantile(0.5)) / spread));
}
