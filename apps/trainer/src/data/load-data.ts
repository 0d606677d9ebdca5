import { GenlabError, type Rng } from "@genlab/core";
import { digits, gaussianGrid, gaussianRing, type PointDistribution, swissRoll, twoMoons } from "@genlab/data";
import { type DownloadProgress, downloadMnist, loadMnist } from "@genlab/data/node";
import type { DataConfig } from "../config/run-config.js";
import { loadImages } from "../images/load-images.js";
import type { RunData } from "./run-data.js";

export interface LoadDataOptions {
  /** Points are drawn from it, for the two parts apart; or which images to test on. */
  readonly rng: Rng;
  readonly onProgress: (progress: DownloadProgress) => void;
}

export async function loadData(config: DataConfig, { rng, onProgress }: LoadDataOptions): Promise<RunData> {
  if (config.type === "digits") return { train: await digits({ part: "train" }), test: await digits({ part: "test" }) };
  if (config.type === "mnist") {
    const folder = config.folder ?? (await downloadMnist({ onProgress }));
    return { train: await loadMnist({ folder, part: "train" }), test: await loadMnist({ folder, part: "test" }) };
  }
  if (config.type === "images") return loadImages(config, rng);
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

type PointsConfig = Exclude<DataConfig, { readonly type: "digits" | "mnist" | "images" | "arrays" | "drawing" }>;

function distributionOf(config: PointsConfig): PointDistribution {
  const { type, examples: _, ...measures } = config;
  if (type === "ring") return gaussianRing(measures);
  if (type === "grid") return gaussianGrid(measures);
  return type === "moons" ? twoMoons() : swissRoll();
}
