import { extname, join } from "node:path";
import { createRng, GenlabError, type Rng } from "@genlab/core";
import { forTerminal } from "../pictures/for-terminal.js";
import type { Section } from "../pictures/section.js";
import { writePicture } from "../pictures/write-picture.js";
import type { SavedRun } from "../runs/open-run.js";
import { forCaller, fromCaller } from "../terminal/caller.js";

/** The draws for a picture: those of the seed that was asked for, or of the run's own. */
export const pictureRng = ({ config }: SavedRun, seed: number | undefined): Rng =>
  createRng(seed ?? config.seed).fork("pictures");

/** Where a picture goes: to the path that was given, or under `name` beside the checkpoint. */
export function picturePath({ place }: SavedRun, out: string | undefined, name: string): string {
  if (out === undefined) return join(place, `${name}.png`);
  if (extname(out).toLowerCase() === ".png") return fromCaller(out);
  throw new GenlabError(`The picture cannot be written to "${out}": its name must end in .png.`);
}

/** Writes a picture and says so; on a terminal it is shown too. */
export async function presentPicture(path: string, sections: readonly Section[]): Promise<void> {
  const { stdout } = process;
  await writePicture(path, sections);
  if (stdout.isTTY) for (const line of forTerminal(sections, stdout)) stdout.write(`${line}\n`);
  stdout.write(`${forCaller(path)}\n`);
}
