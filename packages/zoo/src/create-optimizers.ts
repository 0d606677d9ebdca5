import type { Transform } from "@genlab/optim";
import { createOptimizer, type OptimizerConfiguration } from "./optimizers.js";

/** One optimizer for all phases of a model, or one for each by the phase's name: two learning rates for a GAN, say. */
export type OptimizersConfiguration = OptimizerConfiguration | Readonly<Record<string, OptimizerConfiguration>>;

/** Makes what `Trainer` takes for its `optimizer`. */
export function createOptimizers(
  configuration: OptimizersConfiguration,
): Transform | Readonly<Record<string, Transform>> {
  if (isOne(configuration)) return createOptimizer(configuration);
  return Object.fromEntries(Object.entries(configuration).map(([phase, one]) => [phase, createOptimizer(one)]));
}

const isOne = (configuration: OptimizersConfiguration): configuration is OptimizerConfiguration =>
  typeof configuration.type === "string";
