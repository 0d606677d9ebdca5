import { type DownloadDatasetOptions, downloadDataset } from "./download-dataset.js";

/**
 * Downloads the four files of MNIST, 11 MB, unless they are there already, and returns their folder for `loadMnist`.
 *
 * @throws GenlabError as `downloadDataset` does.
 */
export const downloadMnist = (options: DownloadDatasetOptions = {}): Promise<string> =>
  downloadDataset("mnist", options);
