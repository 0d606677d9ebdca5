import { appendFile } from "node:fs/promises";
import { GenlabError } from "@genlab/core";
import { type RunFolder, writeFileAtomically } from "@genlab/trainers/node";
import { type ImageRecord, RECORD_FILE, recordText } from "./image-record.js";

const SKIPPED_FILE = "skipped.txt";

/** Notes in the folder of a run that begins which images it is on. */
export async function writeRecord(folder: RunFolder, record: ImageRecord): Promise<void> {
  await writeFileAtomically(folder.file(RECORD_FILE), recordText(record));
}

/** Notes in the folder of a run which images were left out and why, behind those that were before. */
export async function noteSkipped(folder: RunFolder, lines: string): Promise<void> {
  if (lines === "") return;
  const path = folder.file(SKIPPED_FILE);
  await appendFile(path, lines).catch((cause: NodeJS.ErrnoException) => {
    throw new GenlabError(`${path} could not be written (${cause.code}).`, { cause });
  });
}
