import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** What `writeFileAtomically` leaves where its process is killed, with the number of the process. */
const PART = /\.(\d+)\.part$/;

/** Removes what processes that have ended left half written in a folder and those in it. */
export async function removeParts(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const pid = Number(PART.exec(entry.name)?.[1]);
    if (entry.isFile() && Number.isSafeInteger(pid) && !isAlive(pid)) {
      await rm(join(entry.parentPath, entry.name), { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false; // writes nothing yet
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
