import { readFile } from "node:fs/promises";
import { GenlabError } from "@genlab/core";
import { type RunFolder, writeFileAtomically } from "@genlab/trainers/node";
import { forCaller } from "../terminal/caller.js";
import type { Change } from "./change.js";
import { changesUntil } from "./changes-until.js";

/** What has changed since the run began, beside a `config.json` that is its user's. */
const CHANGES = "changes.json";

/**
 * What has changed of a run, in order.
 *
 * @param step steps done: of what the doctor changed later, options alone hold
 * @throws GenlabError for a file that is no list of changes.
 */
export async function readChanges(folder: RunFolder, step = Number.POSITIVE_INFINITY): Promise<readonly Change[]> {
  const path = folder.file(CHANGES);
  const text = await readFile(path, "utf8").catch(() => "[]");
  try {
    const changes = JSON.parse(text) as readonly Change[];
    if (Array.isArray(changes) && changes.every((change) => Array.isArray(change?.path))) {
      return changesUntil(changes, step);
    }
  } catch {
    // told below
  }
  throw new GenlabError(`${forCaller(path)} is no list of changes. Remove it, and give the options of the run again.`);
}

/** Keeps the changes, so that a run that is broken off goes on with them. `config.json` stays as it is. */
export async function writeChanges(folder: RunFolder, changes: readonly Change[]): Promise<void> {
  const text = `${JSON.stringify(changes, null, 2)}\n`;
  const before = await readFile(folder.file(CHANGES), "utf8").catch(() => `${JSON.stringify([], null, 2)}\n`);
  if (text !== before) await writeFileAtomically(folder.file(CHANGES), text);
}
