import { generator } from "../../codes/random.js";
import type { Pictures } from "../../pictures/pictures.js";
import { readStrokes, type Strokes } from "../../session/strokes.js";
import { jitter } from "./jitter.js";
import type { Material } from "./material.js";
import { PEN, rasterize } from "./rasterize.js";

/** Examples that are made of the drawings. */
const EXAMPLES = 600;
const AT_A_TIME = 20;

/** Drawings of an address, one after the other, as text. */
export const readDrawings = (text: string): readonly string[] => text.split(",").filter((drawing) => drawing !== "");

export const writeDrawings = (drawings: readonly string[]): string => drawings.join(",");

/** Drawings, each many times and a little different each time: else a model would learn a few pictures by heart. */
export async function drawingsMaterial(text: string, size: number): Promise<Material | null> {
  const drawings = readDrawings(text)
    .map(readStrokes)
    .filter((strokes) => strokes.length > 0);
  if (drawings.length === 0) return null;
  const random = generator(0);
  const data = new Float32Array(EXAMPLES * size * size);
  for (let index = 0; index < EXAMPLES; index++) {
    const { strokes, pen } = jitter(drawings[index % drawings.length]!, random);
    data.set(rasterize(strokes, size, { pen, fit: false }), index * size * size);
    if (index % AT_A_TIME === AT_A_TIME - 1) await new Promise((resolve) => setTimeout(resolve));
  }
  const fields = { x: { data, shape: [EXAMPLES, size, size, 1] } };
  return {
    data: { spec: { type: "arrays", fields }, examples: EXAMPLES, classes: 0 },
    shown: picturesOf(drawings, size),
    isHeldOut: false,
    classes: [],
    isInk: true,
  };
}

/** Drawings as they are trained on, without the differences. */
export function picturesOf(drawings: readonly Strokes[], size: number): Pictures {
  const data = new Float32Array(drawings.length * size * size);
  drawings.forEach((strokes, index) => {
    data.set(rasterize(strokes, size, { pen: PEN, fit: true }), index * size * size);
  });
  return { x: { data, shape: [drawings.length, size, size, 1] }, y: null };
}
