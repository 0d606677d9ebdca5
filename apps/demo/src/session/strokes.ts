/** Lines of a drawing: points of the square from -DRAWING_RANGE to DRAWING_RANGE, in the order of the pen. */
export type Strokes = readonly (readonly (readonly [number, number])[])[];

/** Half the side of the square that one draws on. */
export const DRAWING_RANGE = 1.5;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const LEVELS = 512; // two coordinates of nine bits are three letters

/** Strokes as text for an address: three letters a point, a point between strokes. */
export function writeStrokes(strokes: Strokes): string {
  return strokes.map((stroke) => stroke.map(writePoint).join("")).join(".");
}

/** The inverse of `writeStrokes`, to half a level. What is no text of it gives no strokes. */
export function readStrokes(text: string): Strokes {
  if (!/^[\w.-]*$/.test(text)) return [];
  return text
    .split(".")
    .map((letters) => (letters.match(/.{3}/g) ?? []).map(readPoint))
    .filter((stroke) => stroke.length > 0);
}

function writePoint([x, y]: readonly [number, number]): string {
  const bits = levelOf(x) * LEVELS + levelOf(y);
  return [bits >> 12, (bits >> 6) & 63, bits & 63].map((sixBits) => ALPHABET[sixBits]).join("");
}

function readPoint(letters: string): readonly [number, number] {
  const bits = [...letters].reduce((sum, letter) => sum * 64 + ALPHABET.indexOf(letter), 0);
  return [coordinateOf(Math.floor(bits / LEVELS)), coordinateOf(bits % LEVELS)];
}

const levelOf = (value: number) =>
  Math.min(LEVELS - 1, Math.max(0, Math.round(((value + DRAWING_RANGE) / (2 * DRAWING_RANGE)) * (LEVELS - 1))));

const coordinateOf = (level: number) => (level / (LEVELS - 1)) * 2 * DRAWING_RANGE - DRAWING_RANGE;
