import { GenlabError, type Module } from "@genlab/core";
import { requireTransform } from "../require-transform.js";
import type { Transform } from "../transform.js";

/**
 * Transforms one after another: `chain(clipByGlobalNorm(1), adam({ learningRate: 1e-3 }))`.
 *
 * @throws GenlabError for what is no transform, and for none.
 *
 * @example
 * ```ts
 * import { adam, chain, clipByGlobalNorm, digits, fit } from "genlab";
 *
 * const optimizer = chain(clipByGlobalNorm(1), adam({ learningRate: 1e-3 }));
 * await fit({ type: "vae", network: "dense" }, await digits(), { steps: 5, optimizer });
 * ```
 */
export function chain(...transforms: readonly Transform[]): Transform<readonly Module[]> {
  if (transforms.length === 0)
    throw new GenlabError(
      "chain got no transform: gradients would be added as they are. Give one, such as adam({ learningRate: 1e-3 }).",
    );
  for (const transform of transforms) requireTransform("chain", transform);
  return {
    init: (parameters) => transforms.map((transform) => transform.init(parameters)),
    update: (updates, states, parameters, context) =>
      transforms.reduce(
        (current, transform, index) => transform.update(current, states[index]!, parameters, context),
        updates,
      ),
  };
}
