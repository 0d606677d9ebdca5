import { useCallback, useMemo } from "preact/hooks";
import { type Colors, colors } from "../../parts/colors.js";
import { type Draw, Picture } from "../../parts/picture.js";
import type { LayerName } from "../layers.js";
import type { Portrait } from "../run/portrait.js";
import type { Slot } from "../run/slot.js";
import { sees } from "../sees.js";
import { words } from "../words.js";
import { drawArrows } from "./draw-arrows.js";
import { drawHeat } from "./draw-heat.js";
import { drawPoints } from "./draw-points.js";
import { drawWarp } from "./draw-warp.js";
import type { Plane } from "./plane.js";

interface DataPictureProps {
  readonly slot: Slot;
  /** Of the model. */
  readonly name: string;
  readonly layers: readonly LayerName[];
  /** Half the side of the square that is shown. */
  readonly range: number;
}

/** The plane of the data: what a model thinks of it, and what it makes there. */
export function DataPicture({ slot, name, layers, range }: DataPictureProps) {
  const portrait = slot.portrait.value;
  const examples = slot.examples.value;
  const theme = colors.value;
  const draw = useCallback<Draw>(
    (context, size) => drawPortrait({ context, size, range, colors: theme }, portrait, { layers, examples }),
    [portrait, examples, theme, layers, range],
  );
  const quality = slot.history.quality.value;
  const label = useMemo(
    () => words.value.dataPicture(name, slot.step.peek(), sees(quality)),
    [words.value, name, quality],
  );
  return <Picture label={label} draw={draw} />;
}

interface Shown {
  readonly layers: readonly LayerName[];
  readonly examples: ArrayLike<number>;
}

/** Draws all layers, the lowest first. */
export function drawPortrait(
  plane: Plane & { readonly colors: Colors },
  { heat, warp, points, pulls }: Portrait,
  { layers, examples }: Shown,
): void {
  const { colors, size } = plane;
  const radius = Math.max(1, size / 220);
  if (heat && layers.includes("heat")) drawHeat(plane, heat);
  if (warp && layers.includes("grid")) drawWarp(plane, warp, warp.x, { color: colors.grid, fill: true });
  if (layers.includes("data")) drawPoints(plane, examples, { color: colors.data, radius, alpha: 0.55 });
  if (points && layers.includes("samples")) {
    drawPoints(plane, points.x.data, { color: colors.samples, radius, alpha: 0.8 });
  }
  if (pulls && layers.includes("arrows")) drawArrows(plane, pulls);
}
