import type { Context, Samples } from "@genlab/core";
import { concat, type Tensor } from "@tensorflow/tfjs-core";

/** Decoded data, and as many samples of the model behind them: `[2 batch, ...]`. */
export const withSamples = (decoded: Tensor, model: Samples, context: Context): Tensor =>
  concat([decoded, model.sample(decoded.shape[0]!, context)]);
