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
  const nearest = new Float64Array(neighbours + 1); // the smallest is the distance to itself
  const radii = Float64Array.from(centres, (centre) => {
    nearest.fill(Number.POSITIVE_INFINITY);
    for (const other of centres) insert(nearest, squaredDistance(centre, other));
    return nearest[neighbours]!;
  });
  return { centres, radii };
}

/** Puts a number into ascending ones and drops the largest. */
function insert(ascending: Float64Array, value: number): void {
  let place = ascending.length - 1;
  if (value >= ascending[place]!) return;
  for (; place > 0 && ascending[place - 1]! > value; place--) ascending[place] = ascending[place - 1]!;
  ascending[place] = value;
}

/** In how many of the balls the point is; a ball includes its border. */
export function ballsAround(point: Float64Array, { centres, radii }: Neighbourhoods): number {
  return centres.reduce((count, centre, i) => (squaredDistance(point, centre) <= radii[i]! ? count + 1 : count), 0);
}

/** Whether the point is in one of the balls. */
export const isInside = (point: Float64Array, { centres, radii }: Neighbourhoods): boolean =>
  centres.some((centre, i) => squaredDistance(point, centre) <= radii[i]!);
