import type { Diagnosis, HealthRecord } from "@genlab/trainers";
import type { Metrics } from "@genlab/trainers/node";
import type { NotedCodes } from "../outputs/note-codes.js";
import type { Change } from "../remedies/change.js";

/** Where and when a run trained, from a step on: a line of `environment.jsonl`. */
export interface Environment {
  readonly step: number;
  /** ISO 8601. */
  readonly started: string;
  /** Versions and machine: `{ genlab, node, system, processor, cores, memory, engine }`. */
  readonly [fact: string]: string | number;
}

export interface ReportPicture {
  readonly step: number;
  readonly png: Uint8Array;
}

/** What a report shows of a run. */
export interface ReportRun {
  readonly name: string;
  readonly config: unknown;
  readonly log: readonly Metrics[];
  readonly health: readonly HealthRecord[];
  readonly diagnoses: readonly Diagnosis[];
  /** What the doctor changed of the settings, and options when it went on. */
  readonly changes: readonly Change[];
  /** Originals, reconstructions and samples, rising in step. */
  readonly pictures: readonly ReportPicture[];
  /** Of held-out examples, where the model encodes. */
  readonly codes?: NotedCodes;
  readonly environments: readonly Environment[];
}
