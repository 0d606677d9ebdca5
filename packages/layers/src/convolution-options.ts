import type { WeightAndBiasOptions } from "./initializers/weight-and-bias.js";
import type { Padding } from "./padding.js";

/** What every convolution has. */
export interface ConvolutionOptions extends WeightAndBiasOptions {
  /** Height and width of the filter. */
  readonly kernel: number;
  /** Default 1. */
  readonly stride?: number;
  /** Default "same". */
  readonly padding?: Padding;
}
