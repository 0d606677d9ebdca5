import type { ModelConfiguration, OptimizersConfiguration } from "@genlab/zoo";
import type { RunConfig } from "../config/run-config.js";

/** A run that someone described before: what is not given is as in `defaults`. */
export interface Preset {
  /** One line for a person. */
  readonly description: string;
  /** As it was described, for MNIST mostly. */
  readonly config: Settings & { readonly model: ModelConfiguration };
  /** What is laid over it on the digits: 1500 images of 8×8 need other numbers than 60 000 of 28×28. Default: nothing. */
  readonly onDigits?: Settings & { readonly model?: ModelConfiguration };
}

type Settings = Partial<Omit<RunConfig, "model" | "optimizer">> & { readonly optimizer?: OptimizersConfiguration };
