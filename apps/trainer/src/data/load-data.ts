import { GenlabError, type Rng } from "@genlab/core";
import { digits, gaussianGrid, gaussianRing, type PointDistribution, swissRoll, twoMoons } from "@genlab/data";
import { type DownloadProgress, downloadDataset, loadDataset } from "@genlab/data/node";
import type { DataConfig } from "../config/run-config.js";
import { isPublished, type PublishedConfig } from "./example-shape.js";
import type { RunData } from "./run-data.js";

export interface LoadDataOptions {
  /** Points are drawn from it, for the two parts apart. */
  readonly rng: Rng;
  readonly onProgress: (progress: DownloadProgress) => void;
}

/** Loads data that need no look at a folder or file of one's own. */
export async function loadData(
  config: Exclude<DataConfig, { readonly type: "images" | "file" | "table" }>,
  { rng, onProgress }: LoadDataOptions,
): Promise<RunData> {
  if (config.type === "digits") return { train: await digits({ part: "train" }), test: await digits({ part: "test" }) };
  if (isPublished(config)) {
    const { type: name, folder = await downloadDataset(name, { onProgress }), ...split } = config;
    const given = { name, folder, ...split };
    return {
      train: await loadDataset({ ...given, part: "train" }),
      test: await loadDataset({ ...given, part: "test" }),
    };
  }
  if (config.type === "arrays" || config.type === "drawing") {
    throw new GenlabError(
      `The data "${config.type}" are in the browser that trained the run, not in its folder. Go on with the run there` +
        `${config.type === "arrays" ? ", or with MNIST by --data-dir" : ""}.`,
    );
  }
  const distribution = distributionOf(config);
  return {
    train: distribution.sample(config.examples ?? 10_000, rng.fork("train")),
    test: distribution.sample(2000, rng.fork("test")),
  };
}

type PointsConfig = Exclude<
  DataConfig,
  PublishedConfig | { readonly type: "digits" | "images" | "file" | "table" | "arrays" | "drawing" }
>;

function distributionOf(config: PointsConfig): PointDistribution {
  const { type, examples: _, ...measures } = config;
  if (type === "ring") return gaussianRing(measures);
  if (type === "grid") return gaussianGrid(measures);
  return type === "moons" ? twoMoons() : swissRoll();
}
