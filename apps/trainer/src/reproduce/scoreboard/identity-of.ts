import type { DataConfig } from "../../config/run-config.js";

/** What says which images a classifier was trained on: a name, or which of a folder's. */
export function identityOf(data: DataConfig): unknown {
  if (data.type === "file") {
    const { path: _, ...which } = data;
    return which;
  }
  if (data.type !== "images") return data.type;
  const { folder: _, ...which } = data;
  return which;
}
