import { describe, GenlabError } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";

/** How a convolution treats edges: see each layer for the sizes that come out. */
export type Padding = "same" | "valid" | number;

/** Throws unless `padding` is one. */
export function requirePadding(padding: Padding, where: string): void {
  if (padding === "same" || padding === "valid" || (Number.isInteger(padding) && Number(padding) >= 0)) return;
  throw new GenlabError(`${where} is ${describe(padding)}. Expected "same", "valid" or a non-negative integer.`);
}

/** Throws unless a filter that spans so many rows and columns fits into the padded images. */
export function requireRoom(owner: string, { shape }: Tensor, extent: number, padding: Padding): void {
  if (padding === "same") return;
  const least = extent - 2 * (padding === "valid" ? 0 : padding);
  const [, height, width] = shape as [number, number, number];
  if (height >= least && width >= least) return;
  throw new GenlabError(
    `${owner} got shape [${shape.join(", ")}], into which its filter does not fit. Expected height and width of at least ${least}: ` +
      'give larger images, or choose padding "same".',
  );
}
