import type { Rng } from "@genlab/core";
import {
  type Dataset,
  fromArrays,
  gaussianGrid,
  gaussianRing,
  imageDataset,
  type NdArray,
  type PointDistribution,
  swissRoll,
  twoMoons,
} from "@genlab/data";
import type { StoredImages } from "@genlab/data/browser";
import { drawing } from "./drawing.js";

/** What a session trains on. */
export type DataSpec = PointsSpec | { readonly type: "digits" } | ArraysSpec | PicturesSpec;

/** Points in the plane. */
export interface PointsSpec {
  readonly type: "ring" | "grid" | "swiss-roll" | "moons" | "drawing";
  /** Points to train on. Default 10 000. */
  readonly examples?: number;
  /** Of a mode of the ring or of the grid, or of the pen of a drawing. Default: that of `@genlab/data`, 0.05 of a drawing. */
  readonly standardDeviation?: number;
  /** Between neighbouring modes of the grid. Default 2. */
  readonly spacing?: number;
  /** The lines of a drawing, as `writeStrokes` gives them. */
  readonly strokes?: string;
}

/** Examples that the page hands over: `x` `[count, ...shape]`, and `y` `[count]` where they have classes. */
export interface ArraysSpec {
  readonly type: "arrays";
  readonly fields: Readonly<Record<string, NdArray>>;
}

/** Pictures that the page has read, which stay bytes: in a file of the page, or in memory. */
export interface PicturesSpec extends Pick<StoredImages, "values" | "shape"> {
  readonly type: "pictures";
  /** Which of them, in the order of the examples. */
  readonly indices: Int32Array;
  /** Of the examples; empty where nobody knows them. */
  readonly labels: Int32Array;
}

/** The data of a session, with the distribution that points were drawn from. */
export interface SessionData {
  readonly train: Dataset;
  readonly distribution: PointDistribution | null;
  /** Gives back what is open of it. */
  close?(): void;
}

/** Loads or draws it. Points come from `rng` alone. */
export async function loadData(spec: DataSpec, rng: Rng): Promise<SessionData> {
  if (spec.type === "digits") {
    const { digits } = await import("./digits-data.js"); // pictures that other data need not wait for
    return { train: await digits({ part: "train" }), distribution: null };
  }
  if (spec.type === "arrays") return { train: fromArrays(spec.fields), distribution: null };
  if (spec.type === "pictures") {
    const { openStoredImages } = await import("./stored-images.js");
    const [height, width, channels] = spec.shape;
    const rows = await openStoredImages(spec.values, { size: height * width * channels });
    return { train: imageDataset({ ...spec, rows }), distribution: null, close: rows.close };
  }
  const distribution = distributions[spec.type](spec);
  return { train: distribution.sample(spec.examples ?? 10_000, rng.fork("train")), distribution };
}

/** The distribution of points in the plane that a page names. */
export const distributions: Readonly<Record<PointsSpec["type"], (spec: PointsSpec) => PointDistribution>> = {
  ring: (spec) => gaussianRing(deviationOf(spec)),
  grid: ({ spacing, ...spec }) => gaussianGrid({ ...deviationOf(spec), ...(spacing !== undefined && { spacing }) }),
  "swiss-roll": swissRoll,
  moons: twoMoons,
  drawing: ({ strokes = "", standardDeviation = 0.05 }) => drawing(strokes, standardDeviation),
};

const deviationOf = ({ standardDeviation }: Omit<PointsSpec, "spacing">) =>
  standardDeviation === undefined ? {} : { standardDeviation };
