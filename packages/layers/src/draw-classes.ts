import { GenlabError, type Rng, requireCounts, requireRng } from "@genlab/core";
import { cast, floor, type Tensor } from "@tensorflow/tfjs-core";

const MOST = 2 ** 24;

/**
 * Class indices drawn evenly, int32 `[count]`.
 *
 * @throws GenlabError for a count that is not whole, for no classes, and for more than float32 counts.
 */
export function drawClasses(count: number, classes: number, rng: Rng): Tensor {
  requireCounts("drawClasses", { count, classes });
  requireRng("drawClasses", rng);
  if (classes > MOST)
    throw new GenlabError(
      `drawClasses was asked for one of ${classes} classes. Expected at most ${MOST}: float32 counts no further.`,
    );
  return cast(floor(rng.uniform([count], 0, classes)), "int32");
}
