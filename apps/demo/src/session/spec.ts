import type { ModelConfiguration, OptimizersConfiguration } from "@genlab/zoo";
import type { DataSpec } from "./data.js";

/**
 * All that a session is made from, as JSON: with the same engine it gives the same numbers. The fields are those of the command-line
 * tool's `config.json`, so that `genlab resume` goes on with what was trained here, and the other way round.
 */
export interface SessionSpec {
  readonly seed: number;
  readonly data: DataSpec;
  readonly model: ModelConfiguration;
  /** Whether the model is of a saved run: settings that are not given are what they were by default then. Default false. */
  readonly isSaved?: boolean;
  /** One for all phases, or one for each by the phase's name. */
  readonly optimizer: OptimizersConfiguration;
  readonly batchSize: number;
  /** What becomes of an incomplete last batch of an epoch. Default "drop". */
  readonly lastBatch?: "drop" | "keep";
  /** Keeps a moving average of the model, which is then what is looked at. */
  readonly average?: { readonly decay: number };
  /** Reports the norm of every parameter's gradient as the term `gradient/PATH`. Default false. */
  readonly gradientNorms?: boolean;
  /** The phase that trains alone: the others stand still. Default: all that are active. */
  readonly only?: string;
  /** Steps between two reports of the losses. Default 10. */
  readonly reportEvery?: number;
}

/** What a checkpoint of the session says of its making: a configuration of the command-line tool. */
export function configurationOf(spec: SessionSpec): Readonly<Record<string, unknown>> {
  const { data, isSaved: _, only: _only, ...rest } = spec;
  return {
    lastBatch: "drop",
    steps: 2000,
    gradientNorms: false,
    reportEvery: 10,
    evaluateEvery: 1,
    engine: "auto",
    ...rest,
    data: described(data),
  };
}

/** Numbers and pictures stay with the page. */
function described(data: DataSpec): unknown {
  if (data.type === "arrays") return { type: "arrays", shape: data.fields.x?.shape.slice(1) };
  return data.type === "pictures" ? { type: "arrays", shape: data.shape } : data;
}
