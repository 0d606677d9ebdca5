import { zipRun } from "../runs/zip-run.js";
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
  const reports = losses.steps.map((step, index) => ({ step, losses: lossesAt(index, losses, terms) }));
  return zipRun({ name, checkpoint, reports });
}

function lossesAt(index: number, { values }: Series, terms: readonly Term[]) {
  const phases: Record<string, Record<string, number>> = {};
  for (const [place, { path }] of terms.entries()) {
    const [phase = "", term = ""] = path.split("/");
    phases[phase] = { ...phases[phase], [term]: values[place]![index]! };
  }
  return phases;
}
