import type { Dataset } from "../dataset.js";
import { loadDataset } from "./load-dataset.js";

/** Where MNIST lies, and which part of it is wanted. */
export interface LoadMnistOptions {
  /** The folder of the IDX files, for example what `downloadMnist` returns. */
  readonly folder: string;
  /** 60 000 examples ("train") or 10 000 ("test"). */
  readonly part: "train" | "test";
}

/**
 * Reads a part of MNIST from a folder: `x` `[28, 28, 1]` in [0, 1], and `y`, 0 to 9.
 *
 * @throws GenlabError as `loadDataset` does.
 */
export const loadMnist = (options: LoadMnistOptions): Promise<Dataset> => loadDataset({ ...options, name: "mnist" });
