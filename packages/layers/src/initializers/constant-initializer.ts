import { fill } from "@tensorflow/tfjs-core";
import type { Initializer } from "./initializer.js";

/** One value everywhere; 0 for a bias, say. */
export function constantInitializer(value: number): Initializer {
  if (!Number.isFinite(value)) {
    throw new RangeError(`The value of constantInitializer is ${value}. Expected a finite number.`);
  }
  return (shape) => fill([...shape], value, "float32");
}
