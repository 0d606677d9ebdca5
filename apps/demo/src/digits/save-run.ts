import { decodeSafetensors } from "@genlab/safetensors";
import { reachedConfiguration, withConfiguration } from "../runs/checkpoint.js";
import type { RunConfiguration } from "../runs/configuration.js";
import { CHECKPOINT } from "../runs/run.js";
import { writeRun } from "../runs/write-run.js";
import type { Series } from "./curves.js";
import type { Term } from "./kinds.js";

export interface SavedRun {
  /** Of the folder. */
  readonly name: string;
  readonly checkpoint: Uint8Array<ArrayBuffer>;
  readonly losses: Series;
  readonly terms: readonly Term[];
}

/** The run as a zip of its folder, which `genlab resume` and the page of models open. */
export function zipOf({ name, checkpoint, losses, terms }: SavedRun): Uint8Array<ArrayBuffer> {
  const { metadata } = decodeSafetensors(checkpoint);
  const step = Number(metadata.step);
  const written = JSON.parse(metadata.configuration!) as RunConfiguration; // the session wrote it
  const configuration = reachedConfiguration(written, step);
  const metrics = losses.steps.map((at, index) => ({ step: at, seconds: 0, losses: lossesAt(index, losses, terms) }));
  return writeRun({
    ...{ name, configuration, step, metrics, path: CHECKPOINT },
    checkpoint: withConfiguration(checkpoint, configuration),
  });
}

function lossesAt(index: number, { values }: Series, terms: readonly Term[]) {
  const phases: Record<string, Record<string, number>> = {};
  for (const [place, { path }] of terms.entries()) {
    const [phase = "", term = ""] = path.split("/");
    phases[phase] = { ...phases[phase], [term]: values[place]![index]! };
  }
  return phases;
}
