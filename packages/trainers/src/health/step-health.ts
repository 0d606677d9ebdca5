import type { Parameter, Tensors } from "@genlab/core";
import { abs, cast, clone, equal, mean, norm, type Scalar, scalar, sub, sum, type Tensor } from "@tensorflow/tfjs-core";

/** What stands before the terms of a phase that are of its gradient health. */
export const HEALTH = "health/";

/**
 * The health of a phase's parameters in one update, as terms: of each the Euclidean norms `health/gradient/PATH`, `health/weight/PATH` before
 * the update, and `health/change/PATH` of what it added; of those with units also `health/dead/PATH`, the share of its units, the last axis,
 * that no example of the batch sends a gradient to.
 *
 * @param apply moves the parameters
 */
export function stepHealth(
  parameters: ReadonlyMap<string, Parameter>,
  gradients: Tensors,
  apply: () => void,
): Record<string, Scalar> {
  const before = new Map([...parameters].map(([path, parameter]) => [path, clone(parameter as Tensor)]));
  apply();
  const terms: Record<string, Scalar> = {};
  for (const [path, parameter] of parameters) {
    const gradient = gradients.get(path);
    if (!gradient) continue;
    const weight = before.get(path)!;
    terms[`${HEALTH}gradient/${path}`] = norm(gradient) as Scalar;
    terms[`${HEALTH}weight/${path}`] = norm(weight) as Scalar;
    terms[`${HEALTH}change/${path}`] = norm(sub(parameter, weight)) as Scalar;
    if (parameter.rank >= 2) terms[`${HEALTH}dead/${path}`] = deadShare(gradient);
  }
  return terms;
}

/** `gradient` [..., units]. */
function deadShare(gradient: Tensor): Scalar {
  const axes = gradient.shape.slice(0, -1).map((_, axis) => axis);
  return mean<Scalar>(cast(equal(sum(abs(gradient), axes), scalar(0)), "float32"));
}
