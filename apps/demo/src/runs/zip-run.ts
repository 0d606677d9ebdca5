import { decodeSafetensors } from "@genlab/safetensors";
import type { Report } from "../session/session.js";
import { reachedConfiguration, withConfiguration } from "./checkpoint.js";
import type { RunConfiguration } from "./configuration.js";
import { CHECKPOINT } from "./run.js";
import { writeRun } from "./write-run.js";

/** What a session has done. */
export interface TrainedRun {
  /** Of the folder. */
  readonly name: string;
  /** As the session gave it. */
  readonly checkpoint: Uint8Array;
  readonly reports: readonly Report[];
}

/** The run as a zip of its folder, which `genlab resume` and the page of models open. */
export function zipRun({ name, checkpoint, reports }: TrainedRun): Uint8Array<ArrayBuffer> {
  const { metadata } = decodeSafetensors(checkpoint);
  const step = Number(metadata.step);
  const written = JSON.parse(metadata.configuration!) as RunConfiguration; // the session wrote it
  const configuration = reachedConfiguration(written, step);
  const metrics = reports.map((report) => ({ ...report, seconds: 0 }));
  return writeRun({
    ...{ name, configuration, step, metrics, path: CHECKPOINT },
    checkpoint: withConfiguration(checkpoint, configuration),
  });
}
