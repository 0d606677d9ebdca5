import { requireFinite } from "@genlab/core";
import { fill } from "@tensorflow/tfjs-core";
import type { Initializer } from "./initializer.js";

/**
 * One value everywhere; 0 for a bias, say.
 *
 * @throws GenlabError for a value that is no finite number.
 */
export function constantInitializer(value: number): Initializer {
  requireFinite("constantInitializer", { value });
  return (shape) => fill([...shape], value, "float32");
}
