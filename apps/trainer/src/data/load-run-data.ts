import type { RunConfig } from "../config/run-config.js";
import { prepareData } from "./prepare-data.js";
import type { RunData } from "./run-data.js";

/**
 * The data of a run; what must be downloaded is shown.
 *
 * @param saved the folder of the run, where it is not a new one
 */
export async function loadRunData(config: RunConfig, saved?: string): Promise<RunData> {
  return (await prepareData(config, saved)).data;
}
