import { type Stats, statSync } from "node:fs";

/** Nothing where no way leads there, as through a file or a folder that may not be entered, or by a name that is too long. */
export function foundAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
