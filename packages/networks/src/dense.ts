import type { Rng } from "@genlab/core";
import { type Activation, flatten, reshapeTo, Sequential } from "@genlab/layers";
import { mlp } from "./mlp.js";
import { sizeOf } from "./size-of.js";

export interface DenseEncoderOptions {
  /** Shape of one example. */
  readonly shape: readonly number[];
  /** Features of each hidden layer. */
  readonly hidden: readonly number[];
  readonly outputs: number;
  /** Default `relu`. */
  readonly activation?: Activation;
}

/** `[batch, ...shape]` to `[batch, outputs]` by linear layers. */
export function denseEncoder({ shape, hidden, outputs, ...options }: DenseEncoderOptions, rng: Rng): Sequential {
  return new Sequential([flatten, ...mlp({ ...options, sizes: [sizeOf(shape), ...hidden, outputs] }, rng).layers]);
}

export interface DenseDecoderOptions {
  readonly latent: number;
  /** Features of each hidden layer. */
  readonly hidden: readonly number[];
  /** Shape of one example. */
  readonly shape: readonly number[];
  /** Default `relu`. */
  readonly activation?: Activation;
}

/** `[batch, latent]` to `[batch, ...shape]` by linear layers, with nothing after the last. */
export function denseDecoder({ latent, hidden, shape, ...options }: DenseDecoderOptions, rng: Rng): Sequential {
  return new Sequential([
    ...mlp({ ...options, sizes: [latent, ...hidden, sizeOf(shape)] }, rng).layers,
    reshapeTo(shape),
  ]);
}
