import type { Strokes } from "../../session/strokes.js";
import { fitted, PEN } from "./rasterize.js";

/** A drawing that fills the picture, turned, slanted, scaled and moved a little, and the width of its pen. */
export function jitter(strokes: Strokes, random: () => number): { readonly strokes: Strokes; readonly pen: number } {
  const between = (least: number, most: number) => least + (most - least) * random();
  const pen = PEN * between(0.8, 1.15);
  const turn = between(-0.14, 0.14);
  const slant = between(-0.15, 0.15);
  const [scaleX, scaleY] = [between(0.85, 1), between(0.88, 1)];
  const [moveX, moveY] = [between(-0.06, 0.06), between(-0.04, 0.04)];
  const moved = fitted(strokes, pen).map((stroke) =>
    stroke.map(([x, y]) => {
      const [leaning, upright] = [scaleX * x + slant * y, scaleY * y];
      return [
        leaning * Math.cos(turn) - upright * Math.sin(turn) + moveX,
        leaning * Math.sin(turn) + upright * Math.cos(turn) + moveY,
      ] as const;
    }),
  );
  return { strokes: moved, pen };
}
