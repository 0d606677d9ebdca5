import type { Module } from "@genlab/core";
import type { Transform } from "../transform.js";

/** Transforms one after another: `chain(clipByGlobalNorm(1), adam({ learningRate: 1e-3 }))`. */
export function chain(...transforms: readonly Transform[]): Transform<readonly Module[]> {
  return {
    init: (parameters) => transforms.map((transform) => transform.init(parameters)),
    update: (updates, states, parameters, context) =>
      transforms.reduce(
        (current, transform, index) => transform.update(current, states[index]!, parameters, context),
        updates,
      ),
  };
}
