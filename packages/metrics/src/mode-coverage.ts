import { refuseUnknown, requirePositive } from "@genlab/core";
import { checkWidths, matrixOf, rowsOf } from "./linear-algebra/matrix.js";
import { squaredDistance } from "./linear-algebra/squared-distance.js";
import type { Rows } from "./rows.js";

/** An even mixture of round Gaussians, and how near counts: the mixtures of `@genlab/data` fit. */
export interface ModeCoverageOptions {
  /** The centres, `[modes, dimensions]`. */
  readonly modes: Rows;
  /** The standard deviation of each mode along each axis. */
  readonly standardDeviation: number;
  /** Standard deviations from a centre up to which a point is of high quality. Default 3. */
  readonly within?: number;
}

export interface ModeCoverage {
  /** Modes that are the nearest one of at least one high-quality point. */
  readonly modesFound: number;
  /** The share of points within `within` standard deviations of a mode, in [0, 1]. */
  readonly highQuality: number;
  /** `KL(p ‖ uniform)` in nats, from 0 to ln(modes), where p is the share of points nearest to each mode. */
  readonly reverseKl: number;
}

/**
 * How many modes of a known mixture a sample has, how much of it lies on them, and how evenly.
 *
 * - modes found and high-quality share: VEEGAN, section 4.1, Srivastava et al. 2017, https://arxiv.org/abs/1705.07761
 * - reverse KL over the modes: PacGAN, section 4.1, Lin et al. 2018, https://arxiv.org/abs/1712.04086. Every point counts
 *   here, at its nearest mode; the code released with that paper counts high-quality points only.
 *
 * Both papers take 2500 points; give the count, for modes found and the KL's estimate grow with it. In the plane the true mixture
 * has `1 − exp(−within² / 2)` of high quality, 98.9 % at 3; at a finite count its reverse KL is about `(modes − 1) / (2 count)`.
 *
 * @throws GenlabError for points and modes that are no rows of finite numbers of one length, deviations that are not above 0, and options
 * that it does not have.
 *
 * @example
 * ```ts
 * import { createRng, gaussianRing, modeCoverage } from "genlab";
 *
 * const ring = gaussianRing();
 * const { x } = ring.sample(500, createRng(1)).batch(Array.from({ length: 500 }, (_, i) => i));
 * console.log(modeCoverage(x!, ring).modesFound); // 8
 * ```
 */
export function modeCoverage(points: Rows, options: ModeCoverageOptions): ModeCoverage {
  const metric = "modeCoverage";
  const { modes: given, standardDeviation, within = 3, ...others } = options ?? {};
  // a mixture holds more than its options: how to draw from it
  const read = Object.entries(others).filter(([, value]) => typeof value !== "function");
  refuseUnknown(metric, Object.fromEntries(read), { modes: given, standardDeviation, within });
  const x = matrixOf(points, { metric, name: "points" });
  const modes = matrixOf(given, { metric, name: "modes" });
  checkWidths(metric, { points: x, modes });
  requirePositive(metric, { standardDeviation, within });

  const centres = rowsOf(modes);
  const nearestTo = new Float64Array(modes.rows);
  const found = new Set<number>();
  let highQuality = 0;
  for (const point of rowsOf(x)) {
    const distances = Float64Array.from(centres, (centre) => squaredDistance(point, centre));
    const nearest = distances.reduce((best, distance, mode) => (distance < distances[best]! ? mode : best), 0);
    nearestTo[nearest]! += 1;
    if (Math.sqrt(distances[nearest]!) > within * standardDeviation) continue;
    highQuality += 1;
    found.add(nearest);
  }
  const shares = nearestTo.map((count) => count / x.rows).filter((share) => share > 0);
  const reverseKl = shares.reduce((sum, share) => sum + share * Math.log(share * modes.rows), 0);
  return { modesFound: found.size, highQuality: highQuality / x.rows, reverseKl: Math.max(0, reverseKl) };
}
