import type { GaussianMixture, PointDistribution } from "@genlab/data";
import { jensenShannonDistance, modeCoverage } from "@genlab/metrics";
import { firstOf } from "./examples.js";
import type { Look } from "./look.js";
import { points } from "./points.js";

export interface QualityQuery {
  /** Points that are compared with as many examples. */
  readonly count: number;
  /** The square that the distance is taken over reaches from `-range` to `range`. */
  readonly range: number;
}

/** How near the model's points are to the data. */
export interface Quality {
  /** Null where the data is no mixture of Gaussians. */
  readonly coverage: {
    readonly modes: number;
    readonly found: number;
    /** The share of points within three standard deviations of a mode. */
    readonly highQuality: number;
  } | null;
  /** Jensen–Shannon distance, 0 to 1, over 30 × 30 cells. */
  readonly distance: number;
}

/** Modes found, and the distance of two samples. */
export const quality: Look<QualityQuery, Quality | null> = async (view, { count, range }) => {
  const made = await points(view, { count });
  if (!made?.x.data.every(Number.isFinite)) return null;
  const { distribution } = view.data;
  const distance = jensenShannonDistance(made.x, firstOf(view, count).x!, { range: [-range, range] });
  if (!distribution || !isMixture(distribution)) return { coverage: null, distance };
  const { modesFound, highQuality } = modeCoverage(made.x, distribution);
  return { coverage: { modes: distribution.modes.shape[0]!, found: modesFound, highQuality }, distance };
};

const isMixture = (distribution: PointDistribution): distribution is GaussianMixture =>
  "modes" in distribution && "standardDeviation" in distribution;
