import type { Context, Layer, Rng } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { BatchNorm, type BatchNormOptions } from "../batch-norm.js";
import { Film, type FilmOptions } from "./film.js";

export type ConditionalBatchNormOptions = Omit<BatchNormOptions, "affine"> & FilmOptions;

/**
 * Batch norm whose scale and shift are linear maps of the context's condition: `Film` after a `BatchNorm` without them.
 * de Vries et al. 2017, https://arxiv.org/abs/1707.00683; in a GAN's generator, Miyato & Koyama 2018, https://arxiv.org/abs/1802.05637
 */
export class ConditionalBatchNorm implements Layer {
  readonly norm: BatchNorm;
  readonly film: Film;

  constructor({ condition, weightInitializer, ...options }: ConditionalBatchNormOptions, rng: Rng) {
    this.norm = new BatchNorm({ ...options, affine: false });
    const initializer = weightInitializer ? { weightInitializer } : {};
    this.film = new Film({ channels: options.channels, condition, ...initializer }, rng);
  }

  forward(x: Tensor, context: Context): Tensor {
    return this.film.forward(this.norm.forward(x, context), context);
  }
}
