import { canDecode, type NdArray } from "@genlab/core";
import { add, mul, type Tensor, tensor2d } from "@tensorflow/tfjs-core";
import { contextFor, type Look, read, tensorOf } from "./look.js";
import { normalQuantile } from "./normal-quantile.js";
import { priorOf } from "./prior.js";

/** A lattice of codes, and where the model puts its corners. */
export interface Warp {
  readonly latent: 1 | 2;
  /** Corners along each axis. */
  readonly side: number;
  /** Codes `[side^latent, latent]`; the first coordinate runs fastest. */
  readonly z: NdArray;
  /** Data `[side^latent, 2]`. */
  readonly x: NdArray;
}

/** A lattice whose cells hold the same share of the prior each. Null with more than two latent dimensions. */
export const warp: Look<{ readonly side: number }, Warp | null> = async (view, { side }) => {
  let latent = 0;
  const z = await read(() => {
    const prior = priorOf(view);
    if (!prior || !canDecode(view.model)) return null;
    latent = prior.mean.shape[0]!;
    if (latent > 2) return null;
    const corners = prior.kind === "uniform" ? uniformCorners : normalCorners;
    return add(mul(lattice(corners(side), latent), prior.deviation), prior.mean);
  });
  const { model } = view;
  if (!z || !canDecode(model) || (latent !== 1 && latent !== 2)) return null;
  const x = await read(() => model.decode(tensorOf(z), contextFor(view, "warp")));
  return x && { latent, side, z, x };
};

const normalCorners = (side: number) =>
  Float32Array.from({ length: side }, (_, index) => normalQuantile((index + 0.5) / side));

const uniformCorners = (side: number) =>
  Float32Array.from({ length: side }, (_, index) => (2 * index) / (side - 1) - 1);

/** `[side^latent, latent]` */
function lattice(corners: Float32Array, latent: number): Tensor {
  const side = corners.length;
  const values = Float32Array.from({ length: latent * side ** latent }, (_, i) => {
    const [place, axis] = [Math.floor(i / latent), i % latent];
    return corners[Math.floor(place / side ** axis) % side]!;
  });
  return tensor2d(values, [side ** latent, latent]);
}
