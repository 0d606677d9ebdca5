import { GenlabError } from "@genlab/core";
import { forCaller } from "../terminal/caller.js";

/** Refuses a file that is another than the one of the run, by their SHA-256. */
export function checkSame(found: string, { sha256, path }: { readonly sha256?: string; readonly path: string }): void {
  if (sha256 === undefined || sha256 === found) return;
  throw new GenlabError(
    `${forCaller(path)} is not the file that the run was begun with: its SHA-256 is ${found}, not ${sha256}. Put that file back, name where it lies now by --data-dir, or train anew on this one.`,
  );
}
