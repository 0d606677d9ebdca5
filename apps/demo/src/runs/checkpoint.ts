import { decodeSafetensors } from "@genlab/safetensors";
import { decodeCheckpoint, sealCheckpoint } from "@genlab/trainers";
import { lastStepOf, type RunConfiguration } from "./configuration.js";

/** A checkpoint with another configuration in its metadata. The weights are the same, bit for bit. */
export function withConfiguration(checkpoint: Uint8Array, configuration: RunConfiguration): Uint8Array<ArrayBuffer> {
  const { arrays, metadata } = opened(checkpoint);
  return sealCheckpoint(arrays, { ...metadata, configuration: JSON.stringify(configuration) });
}

/** A checkpoint of weights alone, with what else `fresh` has at its first step: the optimizers' state. Others stay as they are. */
export function completed(checkpoint: Uint8Array<ArrayBuffer>, fresh: Uint8Array): Uint8Array<ArrayBuffer> {
  const { arrays, metadata } = opened(checkpoint);
  if ([...arrays.keys()].some(isOfOptimizer)) return checkpoint;
  const added = [...decodeSafetensors(fresh).arrays].filter(([path]) => isOfOptimizer(path));
  return sealCheckpoint(new Map([...arrays, ...added]), metadata);
}

/** The configuration of a run that has been trained to `step`, which may be beyond its end: `genlab resume` refuses that. */
export function reachedConfiguration(configuration: RunConfiguration, step: number): RunConfiguration {
  const end = lastStepOf(configuration);
  if (end !== null && step <= end) return configuration;
  const { epochs: _, ...rest } = configuration;
  return { ...rest, steps: step };
}

/** Numbers in the model's weights, whatever else a checkpoint has. */
export function weightsIn(checkpoint: Uint8Array): number {
  const sizes = [...decodeSafetensors(checkpoint).arrays].filter(([path]) => path.startsWith("model."));
  return sizes.reduce((sum, [, { data }]) => sum + data.length, 0);
}

/** A damaged file must not get a new checksum. */
function opened(checkpoint: Uint8Array) {
  decodeCheckpoint(checkpoint);
  return decodeSafetensors(checkpoint);
}

const isOfOptimizer = (path: string) => path.startsWith("optimizers.");
