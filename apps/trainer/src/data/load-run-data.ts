import type { RunConfig } from "../config/run-config.js";
import { rngFor } from "../runs/rng-for.js";
import { createDownloadDisplay } from "./download-display.js";
import { loadData } from "./load-data.js";
import type { RunData } from "./run-data.js";

/** The data of a run; what must be downloaded is shown. */
export async function loadRunData(config: RunConfig): Promise<RunData> {
  const display = createDownloadDisplay(process.stdout);
  try {
    const data = await loadData(config.data, { rng: rngFor(config, "points"), onProgress: display.show });
    if (data.note !== undefined) process.stdout.write(`${data.note}\n`);
    return data;
  } finally {
    display.stop();
  }
}
