import type { Metrics } from "@genlab/trainers/node";
import type { RunConfiguration } from "./configuration.js";

/** A run at rest, as its folder has it. */
export interface Run {
  /** The folder's name. */
  readonly name: string;
  /** Of the checkpoint, as it was given. */
  readonly path: string;
  readonly configuration: RunConfiguration;
  /** Steps done. */
  readonly step: number;
  /** The lines of `metrics.jsonl`, up to `step`. */
  readonly metrics: readonly Metrics[];
  /** The bytes of `checkpoint.safetensors`; without the optimizers' state where only weights were kept. */
  readonly checkpoint: Uint8Array<ArrayBuffer>;
}

/** The names of a run folder's files. */
export const CONFIGURATION = "config.json";
export const METRICS = "metrics.jsonl";
export const CHECKPOINT = "checkpoint.safetensors";
