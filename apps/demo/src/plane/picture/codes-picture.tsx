import type { NdArray } from "@genlab/core";
import { useCallback } from "preact/hooks";
import { colors } from "../../parts/colors.js";
import { type Draw, Picture } from "../../parts/picture.js";
import { CODE_RANGE, type Portrait } from "../run/portrait.js";
import type { Slot } from "../run/slot.js";
import { words } from "../words.js";
import { drawCodeLine, drawCodes, drawPrior } from "./draw-codes.js";
import { drawHeat } from "./draw-heat.js";
import { drawWarp } from "./draw-warp.js";
import { drawNote, shareOutside } from "./outside.js";
import type { Plane } from "./plane.js";

/** The plane of the codes: the prior, the lattice in it, and where the encoder puts the data. */
export function CodesPicture({ slot, name }: { readonly slot: Slot; readonly name: string }) {
  const portrait = slot.portrait.value;
  const theme = colors.value;
  const draw = useCallback<Draw>(
    (context, size) => drawCodePortrait({ context, size, range: CODE_RANGE, colors: theme }, portrait),
    [portrait, theme, words.value],
  );
  const label = portrait.codes?.mean === null ? words.value.codesJudged(name) : words.value.codesPicture(name);
  return <Picture label={label} draw={draw} />;
}

/** Draws the codes in deviations of the prior. */
export function drawCodePortrait(plane: Plane, { codes, codeHeat, warp }: Portrait): void {
  if (codeHeat) drawHeat(plane, codeHeat);
  if (!codes?.prior) return;
  const { prior, mean, deviation } = codes;
  const scaled = (values: NdArray | null, origin: ArrayLike<number>) =>
    values &&
    Float32Array.from(values.data, (value, i) => {
      const axis = i % prior.mean.data.length;
      return (value - (origin[axis] ?? 0)) / prior.deviation.data[axis]!;
    });
  const means = scaled(mean, prior.mean.data);
  const deviations = scaled(deviation, []);
  if (prior.mean.data.length === 1) {
    drawCodeLine(plane, means, deviations);
    return;
  }
  if (warp?.latent === 2) {
    const z = { data: scaled(warp.z, prior.mean.data)!, shape: warp.z.shape };
    drawWarp(plane, warp, z, { color: plane.colors.grid, fill: false });
  }
  drawPrior(plane, prior);
  if (!means) return;
  drawCodes(plane, means, deviations);
  const share = shareOutside(means, plane.range);
  drawNote(plane, share > 0 ? words.value.outside("codes", share) : "");
}
