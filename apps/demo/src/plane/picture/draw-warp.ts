import type { NdArray } from "@genlab/core";
import { left, type Plane, top } from "./plane.js";

interface Lattice {
  readonly latent: 1 | 2;
  readonly side: number;
}

interface WarpStyle {
  readonly color: string;
  /** Whether cells are the darker, the more of the model's mass lies on a spot. */
  readonly fill: boolean;
}

/** A lattice bent by a model: its lines, and its cells, each of which holds the same share of the samples. */
export function drawWarp(plane: Plane, { latent, side }: Lattice, corners: NdArray, { color, fill }: WarpStyle): void {
  const { context } = plane;
  const places = Float32Array.from(corners.data, (value, i) => (i % 2 === 0 ? left : top)(plane, value));
  context.strokeStyle = color;
  context.fillStyle = color;
  if (fill && latent === 2) fillCells(plane, places, side);
  context.globalAlpha = latent === 2 ? 0.55 : 0.9;
  context.lineWidth = latent === 2 ? 0.7 : 1.6;
  context.beginPath();
  const lines = latent === 2 ? side : 1;
  for (let line = 0; line < lines; line++) {
    addLine(context, places, { start: line * side, stride: 1, count: side });
    if (latent === 2) addLine(context, places, { start: line, stride: side, count: side });
  }
  context.stroke();
  context.globalAlpha = 1;
}

interface Line {
  /** The first corner, the distance from one to the next, and how many there are. */
  readonly start: number;
  readonly stride: number;
  readonly count: number;
}

function addLine(context: CanvasRenderingContext2D, places: Float32Array, { start, stride, count }: Line): void {
  for (let i = 0; i < count; i++) {
    const corner = 2 * (start + i * stride);
    if (i === 0) context.moveTo(places[corner]!, places[corner + 1]!);
    else context.lineTo(places[corner]!, places[corner + 1]!);
  }
}

const DARKEST = 0.5;

function fillCells({ context, size }: Plane, places: Float32Array, side: number): void {
  const evenArea = (size / (side - 1)) ** 2; // of a cell, were they all alike
  for (let row = 0; row + 1 < side; row++) {
    for (let column = 0; column + 1 < side; column++) {
      const first = row * side + column;
      const corners = [first, first + 1, first + side + 1, first + side].map((i) => [
        places[2 * i]!,
        places[2 * i + 1]!,
      ]);
      const density = evenArea / Math.max(1e-3, areaOf(corners as [number, number][]));
      context.globalAlpha = DARKEST * (1 - Math.exp(-density / 25));
      context.beginPath();
      for (const [x, y] of corners) context.lineTo(x!, y!);
      context.fill();
    }
  }
}

/** By the shoelace formula. */
function areaOf(corners: readonly (readonly [number, number])[]): number {
  const sum = corners.reduce((total, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length]!;
    return total + x * nextY - nextX * y;
  }, 0);
  return Math.abs(sum) / 2;
}
