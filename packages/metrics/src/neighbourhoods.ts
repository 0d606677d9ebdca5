import { requireCounts } from "@genlab/core";
import { checkWidths, type Matrix, matrixOf, rowsOf } from "./linear-algebra/matrix.js";
import { squaredDistance } from "./linear-algebra/squared-distance.js";
import type { Rows } from "./rows.js";

/** Rows, each with the ball around it that reaches to its k-th nearest other row. */
export interface Neighbourhoods {
  readonly centres: readonly Float64Array[];
  /** Squared radii. */
  readonly radii: Float64Array;
}

/** Checks real and generated features for a metric that looks at `neighbours` neighbours. */
export function featureMatrices(
  metric: string,
  real: Rows,
  generated: Rows,
  neighbours: number,
): readonly [Matrix, Matrix] {
  requireCounts(metric, { neighbours });
  const minimumRows = neighbours + 1; // a row is not its own neighbour
  const a = matrixOf(real, { metric, name: "real", minimumRows });
  const b = matrixOf(generated, { metric, name: "generated", minimumRows });
  checkWidths(metric, { real: a, generated: b });
  return [a, b];
}

export function neighbourhoodsOf(matrix: Matrix, neighbours: number): Neighbourhoods {
  const centres = rowsOf(matrix);
  const radii = Float64Array.from(centres, (centre) => {
    const distances = Float64Array.from(centres, (other) => squaredDistance(centre, other));
    return distances.sort()[neighbours]!; // the smallest is the distance to itself
  });
  return { centres, radii };
}

/** In how many of the balls the point is; a ball includes its border. */
export function ballsAround(point: Float64Array, { centres, radii }: Neighbourhoods): number {
  return centres.reduce((count, centre, i) => (squaredDistance(point, centre) <= radii[i]! ? count + 1 : count), 0);
}
