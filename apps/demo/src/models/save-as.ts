import type { Run } from "../runs/run.js";
import { writeRun } from "../runs/write-run.js";

/** Hands the run's folder to the browser's downloads. */
export function saveAs(run: Run): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([writeRun(run)], { type: "application/zip" }));
  link.download = `${run.name}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href)); // the download has begun by then
}
