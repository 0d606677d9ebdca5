import type { Context, Layer } from "@genlab/core";
import { concat, type Tensor, zeros } from "@tensorflow/tfjs-core";

/** Appends noise `η ~ N(0, I)`: `[batch, features]` to `[batch, features + size]`. Outside training `η` is 0. */
export class AppendNoise implements Layer {
  readonly size: number;

  constructor({ size }: { readonly size: number }) {
    this.size = size;
  }

  forward(x: Tensor, context: Context): Tensor {
    const shape = [x.shape[0]!, this.size];
    return concat([x, context.training ? context.rng.normal(shape) : zeros(shape)], 1);
  }
}
