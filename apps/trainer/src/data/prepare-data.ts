import type { RunConfig } from "../config/run-config.js";
import { prepareFile } from "../files/prepare-file.js";
import type { ImageRecord } from "../images/image-record.js";
import { prepareImages } from "../images/prepare-images.js";
import { rngFor } from "../runs/rng-for.js";
import { prepareTable } from "../tables/prepare-table.js";
import { createDownloadDisplay } from "./download-display.js";
import { loadData } from "./load-data.js";
import type { RunData } from "./run-data.js";
import { withPublishedClasses } from "./with-published-classes.js";

/** The data of a run, and its configuration with what they say of themselves. */
export interface PreparedData {
  readonly config: RunConfig;
  readonly data: RunData;
  /** Of images. */
  readonly record?: ImageRecord;
  /** What was left out of images and why, a line each; only what was not left out before. */
  readonly skipped?: string;
}

export interface PrepareDataOptions {
  /** Where it says how far it is, and what is to be known of the data. Default: standard output. */
  readonly stream?: NodeJS.WriteStream;
}

/**
 * Loads the data of a run, and notes in its configuration what it leaves open of them. What must be downloaded is shown.
 *
 * @param saved the folder of the run, where it is not a new one
 */
export async function prepareData(
  config: RunConfig,
  saved?: string,
  { stream = process.stdout }: PrepareDataOptions = {},
): Promise<PreparedData> {
  const prepared = await prepare(config, saved, stream);
  if (prepared.data.note !== undefined) stream.write(`${prepared.data.note}\n`);
  return prepared;
}

async function prepare(given: RunConfig, saved: string | undefined, stream: NodeJS.WriteStream): Promise<PreparedData> {
  if (given.data.type === "file") return prepareFile(given, given.data);
  if (given.data.type === "table") return prepareTable(given, given.data);
  if (given.data.type === "images") return prepareImages(given, given.data, { saved, stream });
  const config = withPublishedClasses(given);
  const rng = rngFor(given, "points");
  const display = createDownloadDisplay(stream);
  try {
    return { config, data: await loadData(given.data, { rng, onProgress: display.show }) };
  } finally {
    display.stop();
  }
}
