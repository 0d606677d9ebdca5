import { useCallback, useMemo } from "preact/hooks";
import { type Colors, colors } from "../../parts/colors.js";
import { type Draw, Picture } from "../../parts/picture.js";
import type { LayerName } from "../layers.js";
import type { Portrait } from "../run/portrait.js";
import type { Slot } from "../run/slot.js";
import { sees } from "../sees.js";
import { drawTouch } from "../touch/draw-touch.js";
import { type Pointing, pointerOf } from "../touch/pointing.js";
import { words } from "../words.js";
import { drawArrows } from "./draw-arrows.js";
import { drawHeat } from "./draw-heat.js";
import { drawPoints } from "./draw-points.js";
import { drawWarp } from "./draw-warp.js";
import { drawNote, shareOutside } from "./outside.js";
import type { Plane } from "./plane.js";

interface DataPictureProps {
  readonly slot: Slot;
  /** Of the model. */
  readonly name: string;
  readonly layers: readonly LayerName[];
  /** Half the side of the square that is shown. */
  readonly range: number;
  /** Default: it cannot be touched. */
  readonly pointing?: Pointing;
}

/** The plane of the data: what a model thinks of it, and what it makes there. */
export function DataPicture({ slot, name, layers, range, pointing }: DataPictureProps) {
  const portrait = slot.portrait.value;
  const examples = slot.examples.value;
  const theme = colors.value;
  const touched = pointing?.touched;
  const draw = useCallback<Draw>(
    (context, size) => {
      const plane = { context, size, range, colors: theme };
      drawPortrait(plane, portrait, { layers, examples });
      if (!touched) return;
      const { finger, way } = touched;
      const path = way.flatMap(({ image }) => (image ? [image] : []));
      drawTouch(plane, { finger: finger.is === "point" ? finger.at : null, path });
    },
    [touched, portrait, examples, theme, layers, range, words.value],
  );
  const quality = slot.history.quality.value;
  const note = noteOf(portrait, layers, range);
  const label = useMemo(
    () => `${words.value.dataPicture(name, slot.step.peek(), sees(quality))} ${note}`.trim(),
    [words.value, name, quality, note],
  );
  return <Picture label={label} draw={draw} {...(pointing && { pointer: pointerOf(pointing, "point", range) })} />;
}

interface Shown {
  readonly layers: readonly LayerName[];
  readonly examples: ArrayLike<number>;
}

/** What of the points is out of sight. */
function noteOf({ points }: Portrait, layers: readonly LayerName[], range: number): string {
  const share = layers.includes("samples") ? shareOutside(points?.x.data, range) : 0;
  return points && share > 0 ? words.value.outside(points.are, share) : "";
}

/** Draws all layers, the lowest first, and says what is out of sight. */
export function drawPortrait(
  plane: Plane & { readonly colors: Colors },
  portrait: Portrait,
  { layers, examples }: Shown,
): void {
  const { heat, warp, points, pulls } = portrait;
  const { colors, size } = plane;
  const radius = Math.max(1, size / 220);
  if (heat && layers.includes("heat")) drawHeat(plane, heat);
  if (warp && layers.includes("grid")) drawWarp(plane, warp, warp.x, { color: colors.grid, fill: true });
  if (layers.includes("data")) drawPoints(plane, examples, { color: colors.data, radius, alpha: 0.55 });
  if (points && layers.includes("samples")) {
    drawPoints(plane, points.x.data, { color: colors.samples, radius, alpha: 0.8 });
  }
  if (pulls && layers.includes("arrows")) drawArrows(plane, pulls);
  drawNote(plane, noteOf(portrait, layers, plane.range));
}
