import type { NdArray } from "@genlab/data";
import { useEffect, useRef } from "preact/hooks";
import { colors } from "../parts/colors.js";
import { rgbOf, type Tint, writeLevels } from "./paint.js";

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
    const tint = isInk ? { paper: rgbOf(sunken), ink: rgbOf(ink) } : null;
    paint(canvas.current!, { pictures, columns, rows, tint });
  }, [pictures, columns, rows, isInk, sunken, ink]);
  return <canvas ref={canvas} class="pictures" role="img" aria-label={label} />;
}

interface Sheet {
  readonly pictures: NdArray | null;
  readonly columns: number;
  readonly rows: number;
  readonly tint: Tint | null;
}

function paint(canvas: HTMLCanvasElement, { pictures, columns, rows, tint }: Sheet): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const [count = 0, height = 8, width = 8, channels = 1] = pictures?.shape ?? [];
  const gap = Math.max(1, Math.round(width / 16));
  canvas.width = columns * (width + gap) - gap; // clears it too
  canvas.height = rows * (height + gap) - gap;
  const image = new ImageData(width, height);
  for (let index = 0; index < columns * rows; index++) {
    const size = height * width * channels;
    const levels =
      pictures && index < count ? pictures.data.subarray(index * size, (index + 1) * size) : new Float32Array(size);
    writeLevels(levels, image.data, channels, tint);
    if (!pictures && !tint) image.data.fill(0);
    context.putImageData(image, (index % columns) * (width + gap), Math.floor(index / columns) * (height + gap));
  }
}
