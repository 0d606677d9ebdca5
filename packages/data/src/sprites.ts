import { describe, GenlabError, optionsOf, refuseUnknown } from "@genlab/base";
import { checkIndices } from "./check-dataset.js";
import type { Dataset } from "./dataset.js";
import { isCount } from "./is-count.js";
import { drawSprite } from "./sprite-shapes.js";

/** What the sprites vary in, in the order of the columns of `factors`. The last changes fastest from one example to the next. */
export interface SpriteFactor {
  readonly name: "shape" | "scale" | "orientation" | "x" | "y" | "brightness";
  /** How many values it has, 0 to size − 1. */
  readonly size: number;
}

export interface SpritesOptions {
  /** Height and width of the images, at least 8. Default 32. */
  readonly size?: number;
}

/** A data set of which the factors behind each example are known. */
export interface Sprites extends Dataset {
  readonly factors: readonly SpriteFactor[];
}

const factors: readonly SpriteFactor[] = [
  { name: "shape", size: 3 },
  { name: "scale", size: 4 },
  { name: "orientation", size: 5 },
  { name: "x", size: 8 },
  { name: "y", size: 8 },
  { name: "brightness", size: 4 },
];

const length = factors.reduce((product, { size }) => product * size, 1);

/**
 * Drawn shapes in all 15 360 combinations of six factors, for measures of disentanglement: `x` `[size, size, 1]` in [0, 1], and `factors`
 * int32 `[6]`, the value of each. Images are drawn when asked for.
 *
 * The shape is a square, an ellipse or a heart; scale, brightness and the place `x`, `y` go from low to high in even steps. The
 * orientation goes through a quarter turn, so that no two combinations look alike. In the manner of dSprites,
 * https://github.com/google-deepmind/dsprites-dataset, which has 64×64 pixels and no brightness.
 *
 * @throws GenlabError for a size below 8, or an option that is none.
 */
export function sprites(options: SpritesOptions = {}): Sprites {
  const { size = 32, ...others } = optionsOf("sprites", options);
  refuseUnknown("sprites", others, { size });
  if (!isCount(size) || size < 8) {
    throw new GenlabError(`Sprites cannot be ${describe(size)} pixels wide. Give a whole number from 8.`);
  }
  return {
    length,
    shapes: { x: [size, size, 1], factors: [factors.length] },
    factors,
    batch(given) {
      const indices = checkIndices("a dataset", given, length);
      const pixels = new Float32Array(indices.length * size * size);
      const values = new Int32Array(indices.length * factors.length);
      for (const [position, index] of indices.entries()) {
        const factorValues = factorValuesOf(index);
        values.set(factorValues, position * factors.length);
        drawSprite(pixels.subarray(position * size * size, (position + 1) * size * size), size, spriteOf(factorValues));
      }
      return {
        x: { data: pixels, shape: [indices.length, size, size, 1] },
        factors: { data: values, shape: [indices.length, factors.length] },
      };
    },
  };
}

function factorValuesOf(index: number): number[] {
  let rest = index;
  return factors
    .toReversed()
    .map(({ size }) => {
      const value = rest % size;
      rest = Math.floor(rest / size);
      return value;
    })
    .reverse();
}

/** From values of factors to measures, as shares of the image's width. */
function spriteOf(values: readonly number[]) {
  const [shape, scale, orientation, x, y, brightness] = values as [number, number, number, number, number, number];
  return {
    shape: (["square", "ellipse", "heart"] as const)[shape]!,
    radius: 0.11 + 0.03 * scale,
    angle: ((Math.PI / 2) * orientation) / 5,
    x: 0.25 + (0.5 * x) / 7,
    y: 0.25 + (0.5 * y) / 7,
    brightness: 0.4 + (0.6 * brightness) / 3,
  };
}
