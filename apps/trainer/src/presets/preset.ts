import type { ModelConfiguration, OptimizersConfiguration } from "@genlab/zoo";
import type { RunConfig } from "../config/run-config.js";

/** A run that someone described before: what is not given is as in `defaults`. */
export interface Preset {
  /** One line for a person. */
  readonly description: string;
  readonly config: Partial<Omit<RunConfig, "model" | "optimizer">> & {
    readonly model: ModelConfiguration;
    readonly optimizer?: OptimizersConfiguration;
  };
}
