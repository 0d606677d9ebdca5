import { readRecord } from "../images/image-record.js";
import type { SavedRun } from "../runs/open-run.js";

/** What a run notes that its classes are called, by their index. Undefined where they only count from 0, and of runs from before there was a note. */
export async function notedClasses({
  config: { data },
  place,
}: Pick<SavedRun, "config" | "place">): Promise<readonly string[] | undefined> {
  if (data.type === "images") return (await readRecord(place))?.classes;
  if (data.type === "table") return data.classes;
  return data.type === "file" ? data.labels?.map(String) : undefined;
}
