import type { NdArray } from "@genlab/data";
import { useEffect, useRef } from "preact/hooks";
import { colors } from "../parts/colors.js";
import { rgb } from "../parts/rgb.js";
import { type SheetOptions, sheetOf } from "./paint.js";

interface PictureGridProps {
  /** What the pictures are, for those who do not see them. */
  readonly label: string;
  /** `[count, height, width, channels]` in [0, 1]; null while there are none. */
  readonly pictures: NdArray | null;
  readonly columns: number;
  /** Places for pictures that are not there yet, so that nothing jumps when they come. */
  readonly rows: number;
  /** Whether 0 is paper and 1 is ink. */
  readonly isInk: boolean;
}

/** Pictures in rows, as wide as their place. The canvas has their own pixels, and the browser enlarges it. */
export function PictureGrid({ label, pictures, columns, rows, isInk }: PictureGridProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { sunken, ink } = colors.value;
  useEffect(() => {
    const tint = isInk ? { paper: rgb(sunken), ink: rgb(ink) } : null;
    paint(canvas.current!, pictures?.shape.length === 4 ? pictures : NONE, { columns, rows, tint });
  }, [pictures, columns, rows, isInk, sunken, ink]);
  return <canvas ref={canvas} class="pictures" role="img" aria-label={label} />;
}

/** Pictures that are not there yet are taken to be as small as the digits. */
const NONE: NdArray = { data: new Float32Array(0), shape: [0, 8, 8, 1] };

function paint(canvas: HTMLCanvasElement, pictures: NdArray, places: Omit<SheetOptions, "gap">): void {
  const gap = Math.max(1, Math.round(pictures.shape[2]! / 16));
  const { pixels, width, height } = sheetOf(pictures, { ...places, gap });
  canvas.width = width; // clears it, too
  canvas.height = height;
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
}
