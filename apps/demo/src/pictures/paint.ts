import type { NdArray } from "@genlab/data";

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** The colours that stand for 0 and for 1. */
export interface Tint {
  readonly paper: Rgb;
  readonly ink: Rgb;
}

export interface SheetOptions {
  readonly columns: number;
  readonly rows: number;
  /** Transparent pixels between pictures. */
  readonly gap: number;
  /** Null for grey levels, or colours, as they are. */
  readonly tint: Tint | null;
}

/** Pixels, four numbers each. */
export interface Sheet {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Pictures `[count, height, width, channels]` in [0, 1] in rows. While there is none at all, all places are paper if there is a tint. */
export function sheetOf({ data, shape }: NdArray, { columns, rows, gap, tint }: SheetOptions): Sheet {
  const [count = 0, height = 1, width = 1, channels = 1] = shape;
  const across = columns * (width + gap) - gap;
  const down = rows * (height + gap) - gap;
  const pixels = new Uint8ClampedArray(4 * across * down);
  const size = height * width * channels;
  for (let index = 0; index < columns * rows; index++) {
    if (index >= count && (count > 0 || !tint)) continue;
    const [left, top] = [(index % columns) * (width + gap), Math.floor(index / columns) * (height + gap)];
    for (let pixel = 0; pixel < height * width; pixel++) {
      const target = 4 * ((top + Math.floor(pixel / width)) * across + left + (pixel % width));
      for (let color = 0; color < 3; color++) {
        const from = index * size + pixel * channels + (channels === 3 ? color : 0);
        const level = index < count ? data[from]! : 0;
        pixels[target + color] = tint ? mix(tint.paper[color]!, tint.ink[color]!, level) : 255 * level;
      }
      pixels[target + 3] = 255;
    }
  }
  return { pixels, width: across, height: down };
}

const mix = (from: number, to: number, share: number) => from + (to - from) * Math.min(1, Math.max(0, share));
