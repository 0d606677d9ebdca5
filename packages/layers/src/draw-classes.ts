import { type Rng, requireCounts } from "@genlab/core";
import { cast, floor, type Tensor } from "@tensorflow/tfjs-core";

/**
 * Class indices drawn evenly, int32 `[count]`.
 *
 * @throws GenlabError for a count that is not whole, and for no classes.
 */
export function drawClasses(count: number, classes: number, rng: Rng): Tensor {
  requireCounts("drawClasses", { count, classes });
  return cast(floor(rng.uniform([count], 0, classes)), "int32");
}
