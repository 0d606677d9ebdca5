/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A picture in memory: pixels row by row, three bytes each. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

export function createCanvas(width: number, height: number, background: Colour = [0, 0, 0]): Canvas {
  const data = new Uint8Array(3 * width * height);
  for (let i = 0; i < data.length; i += 3) data.set(background, i);
  return { width, height, data };
}

/** Paints one pixel; what lies outside is left out. */
export function setPixel({ width, height, data }: Canvas, x: number, y: number, colour: Colour): void {
  if (x >= 0 && x < width && y >= 0 && y < height) data.set(colour, 3 * (y * width + x));
}

export function fillRectangle(
  canvas: Canvas,
  { x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  colour: Colour,
): void {
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) setPixel(canvas, column, row, colour);
  }
}

export function pixelAt({ width, data }: Canvas, x: number, y: number): Colour {
  const start = 3 * (y * width + x);
  return [data[start]!, data[start + 1]!, data[start + 2]!];
}
