/** A shape in an image of width 1. */
export interface Sprite {
  readonly shape: "square" | "ellipse" | "heart";
  /** Of the circle around the shape. */
  readonly radius: number;
  /** Counter-clockwise, in radians. */
  readonly angle: number;
  readonly x: number;
  /** From the top. */
  readonly y: number;
  readonly brightness: number;
}

/** Draws a sprite into `size × size` pixels: each has the brightness, by the share of the pixel that the shape covers. */
export function drawSprite(
  pixels: Float32Array,
  size: number,
  { shape, radius, angle, x, y, brightness }: Sprite,
): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const distance = distances[shape];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const right = (column + 0.5) / size - x;
      const up = y - (row + 0.5) / size;
      const away = radius * distance((right * cos + up * sin) / radius, (up * cos - right * sin) / radius);
      // an edge that is half a pixel off covers nothing, or all
      pixels[row * size + column] = brightness * Math.min(1, Math.max(0, 0.5 - away * size));
    }
  }
}

/** Signed distances to the edge of a shape in the unit circle, below 0 inside; near the edge at least. */
const distances: Readonly<Record<Sprite["shape"], (x: number, y: number) => number>> = {
  square: (x, y) => boxDistance(x, y, Math.SQRT1_2),
  ellipse(x, y) {
    // of half axes 1 and ½: the first order of the distance, by the gradient of f = √(x² + (2 y)²)
    const f = Math.hypot(x, 2 * y);
    return f === 0 ? -0.5 : (f * (f - 1)) / Math.hypot(x, 4 * y);
  },
  heart(x, y) {
    // a square on its corner, with a disc on the middle of each upper side; lifted to the middle of its height
    const half = 0.525;
    const up = y + (half * (1 - Math.SQRT1_2)) / 2;
    const [u, v] = [(up + x) * Math.SQRT1_2, (up - x) * Math.SQRT1_2];
    const discs = Math.min(Math.hypot(u - half, v), Math.hypot(u, v - half)) - half;
    return Math.min(boxDistance(u, v, half), discs);
  },
};

/** To a square of these half sides. */
function boxDistance(x: number, y: number, half: number): number {
  const [a, b] = [Math.abs(x) - half, Math.abs(y) - half];
  return Math.hypot(Math.max(a, 0), Math.max(b, 0)) + Math.min(Math.max(a, b), 0);
}
