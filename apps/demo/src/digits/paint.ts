/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** The colours that stand for 0 and for 1. */
export interface Tint {
  readonly paper: Rgb;
  readonly ink: Rgb;
}

/** The colour of `#rrggbb`. */
export function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Levels `[height × width × channels]` in [0, 1] as pixels: grey where they have one channel and no tint. Others are clamped. */
export function writeLevels(
  levels: ArrayLike<number>,
  pixels: Uint8ClampedArray,
  channels: number,
  tint: Tint | null,
): void {
  for (let pixel = 0; pixel < pixels.length / 4; pixel++) {
    for (let color = 0; color < 3; color++) {
      const level = levels[pixel * channels + (channels === 3 ? color : 0)]!;
      pixels[4 * pixel + color] = tint ? mix(tint.paper[color]!, tint.ink[color]!, level) : 255 * level;
    }
    pixels[4 * pixel + 3] = 255;
  }
}

const mix = (from: number, to: number, share: number) => from + (to - from) * Math.min(1, Math.max(0, share));
