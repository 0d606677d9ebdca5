import type { NdArray } from "@genlab/core";
import type { GaussianMixture, PointDistribution } from "@genlab/data";
import { jensenShannonDistance, modeCoverage } from "@genlab/metrics";
import { firstOf } from "./examples.js";
import type { Look, View } from "./look.js";
import { type Points, points } from "./points.js";

export interface QualityQuery {
  /** Points that are compared with as many examples. */
  readonly count: number;
  /** The square that the distance is taken over reaches from `-range` to `range`. */
  readonly range: number;
}

/** How near the model's points are to the data. */
export interface Quality {
  /** What was compared. */
  readonly are: Points["are"];
  /** Null where the data is no mixture of Gaussians. */
  readonly coverage: {
    readonly modes: number;
    /** Those that at least one point is on: a cloud that lies on no mode in particular has them all, so say `highQuality` with it. */
    readonly found: number;
    /** The share of points within three standard deviations of a mode. */
    readonly highQuality: number;
  } | null;
  /** Jensen–Shannon distance, 0 to 1, over 30 × 30 cells. */
  readonly distance: number;
  /** The distance of data from other data, as many of each: what is as near as this cannot be told from data. */
  readonly baseline: number;
}

/** Modes found, and the distance of two samples. */
export const quality: Look<QualityQuery, Quality | null> = async (view, { count, range }) => {
  const made = await points(view, { count });
  if (!made?.x.data.every(Number.isFinite)) return null;
  const { distribution } = view.data;
  const options = { range: [-range, range] } as const;
  const data = rowsOf(view, 0, count);
  const distance = jensenShannonDistance(made.x, data, options);
  const baseline = jensenShannonDistance(data, rowsOf(view, count, 2 * count), options);
  if (!distribution || !isMixture(distribution)) return { are: made.are, coverage: null, distance, baseline };
  const { modesFound, highQuality } = modeCoverage(made.x, distribution);
  const coverage = { modes: distribution.modes.shape[0]!, found: modesFound, highQuality };
  return { are: made.are, coverage, distance, baseline };
};

/** Examples from one place to another. */
function rowsOf(view: View, from: number, to: number): NdArray {
  const { data, shape } = firstOf(view, to).x!;
  return { data: data.slice(2 * from), shape: [shape[0]! - from, 2] };
}

const isMixture = (distribution: PointDistribution): distribution is GaussianMixture =>
  "modes" in distribution && "standardDeviation" in distribution;
