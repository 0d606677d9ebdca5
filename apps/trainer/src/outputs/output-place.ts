import { readdirSync, statSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { GenlabError } from "@genlab/core";
import { foundAt } from "../files/found-at.js";
import type { SavedRun } from "../runs/open-run.js";
import { forCaller, fromCaller } from "../terminal/caller.js";

/** How names of files end that a result can be written to; "folder" stands for one of a picture for each example. */
export type OutputKind = ".png" | ".npy" | ".csv" | ".tsv" | ".gif" | ".apng" | "folder";

export interface OutputPlace {
  readonly path: string;
  readonly kind: OutputKind;
}

export interface OutputOptions {
  /** What the caller asked for. */
  readonly out?: string;
  /** Whether what is there may be replaced. */
  readonly overwrite?: boolean;
}

export interface PossibleOutputs {
  /** In the run's folder, where the caller asked for none; the command may replace it. */
  readonly name: string;
  readonly kinds: readonly OutputKind[];
}

/**
 * Where a result goes: to the path that was given, or under its own name beside the checkpoint. To be asked before anything is computed.
 *
 * @throws GenlabError for a name that ends otherwise, a folder that there is not, and for what is there already.
 */
export function outputPlace(
  { place }: SavedRun,
  { out, overwrite = false }: OutputOptions,
  { name, kinds }: PossibleOutputs,
): OutputPlace {
  if (out === undefined) return { path: join(place, name), kind: kindOf(name, kinds)! };
  const kind = kindOf(out, kinds);
  if (!kind) throw new GenlabError(`The result cannot be written to "${out}": ${expected(kinds)}.`);
  const path = fromCaller(out);
  const found = foundAt(path);
  if (kind !== "folder" && found?.isDirectory()) {
    throw new GenlabError(`${out} is a folder. Give the name of a file: ${expected(kinds)}.`);
  }
  if (found && !overwrite && !(kind === "folder" && isEmpty(path))) {
    throw new GenlabError(
      found.isDirectory()
        ? `The folder ${out} is not empty. Choose another, or put the pictures into it with --overwrite.`
        : `${out} is there already. Choose another name, or replace it with --overwrite.`,
    );
  }
  if (found && kind === "folder" && !found.isDirectory()) {
    throw new GenlabError(`${out} is a file. Give the name of a folder, or one that ends as a file does.`);
  }
  if (!foundAt(dirname(path))?.isDirectory()) {
    throw new GenlabError(
      `The folder ${forCaller(dirname(path))} does not exist. Make it, or choose another for --out.`,
    );
  }
  return { path, kind };
}

const isEmpty = (path: string): boolean => statSync(path).isDirectory() && readdirSync(path).length === 0;

function kindOf(out: string, kinds: readonly OutputKind[]): OutputKind | undefined {
  const end = /[\\/]$/.test(out) ? "" : extname(out).toLowerCase();
  return kinds.find((kind) => (kind === "folder" ? end === "" : end === kind));
}

function expected(kinds: readonly OutputKind[]): string {
  const ends = kinds.filter((kind) => kind !== "folder");
  const last = ends.length > 1 ? `${ends.slice(0, -1).join(", ")} or ${ends.at(-1)}` : `${ends[0]}`;
  return `its name must end in ${last}${kinds.includes("folder") ? ", or be that of a folder, without an ending" : ""}`;
}
