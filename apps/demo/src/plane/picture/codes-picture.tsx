import type { NdArray } from "@genlab/core";
import { useCallback } from "preact/hooks";
import { colors } from "../../parts/colors.js";
import { type Draw, Picture } from "../../parts/picture.js";
import { CODE_RANGE, type Portrait } from "../run/portrait.js";
import type { Slot } from "../run/slot.js";
import { drawTouch } from "../touch/draw-touch.js";
import { type Pointing, pointerOf } from "../touch/pointing.js";
import { words } from "../words.js";
import { drawCodeLine, drawCodes, drawPrior } from "./draw-codes.js";
import { drawHeat } from "./draw-heat.js";
import { drawWarp } from "./draw-warp.js";
import { drawNote, shareOutside } from "./outside.js";
import type { Plane } from "./plane.js";

interface CodesPictureProps {
  readonly slot: Slot;
  /** Of the model. */
  readonly name: string;
  /** Default: it cannot be touched. */
  readonly pointing?: Pointing;
}

/** The plane of the codes: the prior, the lattice in it, and where the encoder puts the data. */
export function CodesPicture({ slot, name, pointing }: CodesPictureProps) {
  const portrait = slot.portrait.value;
  const theme = colors.value;
  const touched = pointing?.touched;
  const isPlane = portrait.codes?.prior?.mean.data.length === 2;
  const draw = useCallback<Draw>(
    (context, size) => {
      const plane = { context, size, range: CODE_RANGE, colors: theme };
      drawCodePortrait(plane, portrait);
      if (!touched || !isPlane) return;
      const { finger, way } = touched;
      const path = way.flatMap(({ code }) => (code ? [code] : []));
      drawTouch(plane, finger.is === "code" ? { finger: finger.at, path: [] } : { finger: null, path });
    },
    [touched, isPlane, portrait, theme, words.value],
  );
  const shown = portrait.codes?.mean === null ? words.value.codesJudged(name) : words.value.codesPicture(name);
  const label = `${shown} ${noteOf(portrait, CODE_RANGE)}`.trim();
  const pointer = pointing && isPlane ? { pointer: pointerOf(pointing, "code", CODE_RANGE) } : {};
  return <Picture label={label} draw={draw} {...pointer} />;
}

/** Draws the codes in deviations of the prior. */
export function drawCodePortrait(plane: Plane, { codes, codeHeat, warp }: Portrait): void {
  if (codeHeat) drawHeat(plane, codeHeat);
  if (!codes?.prior) return;
  const { prior, mean, deviation } = codes;
  const means = scaled(mean, prior);
  const deviations = scaled(deviation, { ...prior, mean: null });
  if (prior.mean.data.length === 1) {
    drawCodeLine(plane, means, deviations);
    return;
  }
  if (warp?.latent === 2) {
    const z = { data: scaled(warp.z, prior)!, shape: warp.z.shape };
    drawWarp(plane, warp, z, { color: plane.colors.grid, fill: false });
  }
  drawPrior(plane, prior);
  if (!means) return;
  drawCodes(plane, means, deviations);
  drawNote(plane, noteOf({ codes }, plane.range));
}

/** What of the codes is out of sight. */
function noteOf({ codes }: Pick<Portrait, "codes">, range: number): string {
  if (!codes?.prior || codes.prior.mean.data.length === 1) return "";
  const share = shareOutside(scaled(codes.mean, codes.prior), range);
  return share > 0 ? words.value.outside("codes", share) : "";
}

interface Scale {
  /** Null: 0. */
  readonly mean: NdArray | null;
  readonly deviation: NdArray;
}

/** In deviations of the prior. */
const scaled = (values: NdArray | null, { mean, deviation }: Scale): Float32Array | null =>
  values &&
  Float32Array.from(values.data, (value, i) => {
    const axis = i % deviation.data.length;
    return (value - (mean?.data[axis] ?? 0)) / deviation.data[axis]!;
  });
