import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import type { Context } from "./context.js";
import type { Module } from "./module/variables.js";

/** Named scalars of one phase. Gradients are of `total`; every term is reported. */
export interface Losses {
  readonly total: Scalar;
  readonly [term: string]: Scalar;
}

/** One optimisation problem: a loss, and the part of the model that it moves. */
export interface Phase<Batch = ImageBatch> {
  readonly name: string;
  /** The model, one of its children, or an array of them. What is not listed gets no gradient. */
  readonly updates: Module;
  readonly loss: (batch: Batch, context: Context) => Losses;
  /** Updates per training step: five critic updates per generator update, say. Random draws are new each time. Default 1. */
  readonly repeats?: number;
  /** Whether each of the repeats takes a batch of its own. Default false: they share one, the last of the step. */
  readonly freshBatches?: boolean;
  /** Whether the phase takes part in a step, for staged training. Default: always. */
  readonly active?: (step: number) => boolean;
}

/** All that a trainer knows about a model. */
export interface Model<Batch = ImageBatch> {
  /** Phases run in order at every step. An autoencoder has one, a GAN has two. */
  phases(): readonly Phase<Batch>[];
  /** Batches have a multiple of so many examples, such as whole packs of a discriminator. Default 1. */
  readonly batchMultiple?: number;
  /** Starts outputs at the mean of all values of the data. Of a new model, whose objective may find no way from a start far from them. */
  startAtMean?(mean: number): void;
}

/** A batch of images, or of points. */
export interface ImageBatch {
  /** Images `[batch, height, width, channels]`, or points `[batch, features]`. */
  readonly x: Tensor;
  /** Class indices `[batch]`, int32, for conditional models. */
  readonly y?: Tensor;
}
