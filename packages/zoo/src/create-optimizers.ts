import { GenlabError } from "@genlab/core";
import type { Transform } from "@genlab/optim";
import { createOptimizer, type OptimizerConfiguration } from "./optimizers.js";

/** One optimizer for all phases of a model, or one for each by the phase's name: two learning rates for a GAN, say. */
export type OptimizersConfiguration = OptimizerConfiguration | Readonly<Record<string, OptimizerConfiguration>>;

/**
 * Makes what `Trainer` takes for its `optimizer`.
 *
 * @throws GenlabError for an unknown type or a bad setting, with what is known; it names the phase.
 */
export function createOptimizers(
  configuration: OptimizersConfiguration,
): Transform | Readonly<Record<string, Transform>> {
  if (isOne(configuration)) return createOptimizer(configuration);
  return Object.fromEntries(Object.entries(configuration).map(([phase, one]) => [phase, createFor(phase, one)]));
}

function createFor(phase: string, configuration: OptimizerConfiguration): Transform {
  try {
    return createOptimizer(configuration);
  } catch (cause) {
    if (cause instanceof GenlabError) throw new GenlabError(`Phase "${phase}": ${cause.message}`, { cause });
    throw cause;
  }
}

/** What is no object is told so as one optimizer. */
const isOne = (configuration: OptimizersConfiguration): configuration is OptimizerConfiguration =>
  typeof configuration !== "object" || configuration === null || typeof configuration.type === "string";
