import { type Context, GenlabError, type Layer } from "@genlab/core";
import type { CarriedValues, CarriesValues, ValueFlow } from "@genlab/layers";
import { concat, type Tensor, zeros } from "@tensorflow/tfjs-core";

/** Appends noise `η ~ N(0, I)`: `[batch, features]` to `[batch, features + size]`. Outside training `η` is 0. */
export class AppendNoise implements Layer, CarriesValues {
  readonly size: number;

  constructor({ size }: { readonly size: number }) {
    this.size = size;
  }

  forward(x: Tensor, context: Context): Tensor {
    const shape = [x.shape[0]!, this.size];
    return concat([x, context.training ? context.rng.normal(shape) : zeros(shape)], 1);
  }

  /** @throws GenlabError beside a flattened image of several channels: what follows then has places and channels, and noise behind them. */
  carryValues({ given, where }: ValueFlow): CarriedValues {
    if (given.order?.(1).length === 1) return given; // an axis that is not cut
    throw new GenlabError(
      `${where} appends noise to a flattened image of several channels, and no order of weights makes up for that of PyTorch. ` +
        'Train with `network: "convolutional"` or `"residual"`, whose noise is beside features, or without noise (`posteriorNoise: 0`); ' +
        'the layout "genlab" keeps the model as it is.',
    );
  }
}
