import type { Rng } from "@genlab/core";
import { cast, floor, type Tensor } from "@tensorflow/tfjs-core";

/** Class indices drawn evenly, int32 `[count]`. */
export function drawClasses(count: number, classes: number, rng: Rng): Tensor {
  return cast(floor(rng.uniform([count], 0, classes)), "int32");
}
