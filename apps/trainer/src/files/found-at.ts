import { type Stats, statSync } from "node:fs";

/** What is at a path; nothing where no way leads there, as through a file or a folder that may not be entered. */
export function foundAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
