import type { NdArray } from "@genlab/data";
import { useEffect, useRef } from "preact/hooks";

interface ImageGridProps {
  /** What the images are, for those who do not see them. */
  readonly label: string;
  /** `[count, height, width, channels]` in [0, 1]; null while there are none. */
  readonly images: NdArray | null;
  readonly columns: number;
  /** Places for images that are not there yet, so that nothing jumps when they come. */
  readonly rows: number;
}

/** Images are drawn about so wide, whatever their size, so that their pixels stay sharp. */
const CELL = 112;
const GAP = 6;

/** Images in rows, as wide as their place. */
export function ImageGrid({ label, images, columns, rows }: ImageGridProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => paint(canvas.current!, images, columns), [images, columns, rows]);
  const [width, height] = [columns * (CELL + GAP) - GAP, rows * (CELL + GAP) - GAP];
  return <canvas ref={canvas} class="images" width={width} height={height} role="img" aria-label={label} />;
}

function paint(canvas: HTMLCanvasElement, images: NdArray | null, columns: number): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (images?.shape.length !== 4) return; // those of a run on points, which is about to go
  const [count = 0, height = 1, width = 1, channels = 1] = images.shape;
  const cell = new OffscreenCanvas(width, height);
  const pen = cell.getContext("2d")!;
  const size = width * height * channels;
  context.imageSmoothingEnabled = width > CELL;
  for (let index = 0; index < count; index++) {
    const image = new ImageData(width, height);
    writePixels(images.data.subarray(index * size, (index + 1) * size), image.data, channels);
    pen.putImageData(image, 0, 0);
    const [x, y] = [(index % columns) * (CELL + GAP), Math.floor(index / columns) * (CELL + GAP)];
    context.drawImage(cell, x, y, CELL, CELL);
  }
}

function writePixels(levels: NdArray["data"], pixels: Uint8ClampedArray, channels: number): void {
  for (let i = 0; i < pixels.length / 4; i++) {
    for (let color = 0; color < 3; color++) {
      pixels[4 * i + color] = 255 * levels[i * channels + (channels === 3 ? color : 0)]!; // clamped
    }
    pixels[4 * i + 3] = 255;
  }
}
