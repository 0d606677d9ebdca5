import { type Context, type Layer, type Rng, refuseUnknown } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { BatchNorm, type BatchNormOptions } from "../batch-norm.js";
import { fanInUniform } from "../initializers/variance-scaling.js";
import { Film, type FilmOptions } from "./film.js";

export type ConditionalBatchNormOptions = Omit<BatchNormOptions, "affine"> & FilmOptions;

/**
 * Batch norm whose scale and shift are linear maps of the context's condition: `Film` after a `BatchNorm` without them.
 * de Vries et al. 2017, https://arxiv.org/abs/1707.00683; in a GAN's generator, Miyato & Koyama 2018, https://arxiv.org/abs/1802.05637
 */
export class ConditionalBatchNorm implements Layer {
  readonly norm: BatchNorm;
  readonly film: Film;

  /** @throws GenlabError for numbers that are none of a norm, and for options that it does not have. */
  constructor(options: ConditionalBatchNormOptions, rng: Rng) {
    const { channels, decay = 0.9, epsilon = 1e-5, condition, weightInitializer = fanInUniform, ...others } = options;
    refuseUnknown("ConditionalBatchNorm", others, { channels, decay, epsilon, condition, weightInitializer });
    this.norm = new BatchNorm({ channels, decay, epsilon, affine: false });
    this.film = new Film({ channels, condition, weightInitializer }, rng);
  }

  /** @throws GenlabError as `BatchNorm` and `Film` do. */
  forward(x: Tensor, context: Context): Tensor {
    return this.film.forward(this.norm.forward(x, context), context);
  }
}
