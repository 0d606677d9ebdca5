import { clone, dispose, keep, type Scalar, type Tensor, variableGrads } from "@tensorflow/tfjs-core";
import { GenlabError } from "../errors.js";
import type { Losses } from "../model.js";
import type { Parameter, Tensors } from "../module/variables.js";
import { registerGradients } from "./register.js";

export interface Gradients {
  readonly losses: Losses;
  /** d total / d parameter by path. Parameters that the loss does not reach have none. */
  readonly gradients: Tensors;
}

/**
 * Gradients of `losses.total` with respect to the given parameters, and to nothing else: the list is the stop-gradient.
 * The results belong to the enclosing `tidy`. When `loss` throws, nothing is left behind.
 */
export function gradients(parameters: ReadonlyMap<string, Parameter>, loss: () => Losses): Gradients {
  if (parameters.size === 0) throw new GenlabError("There is no parameter to take a gradient of.");
  registerGradients();
  let kept: [string, Scalar][] = [];
  try {
    const { value, grads } = variableGrads(() => {
      const losses = loss();
      // the tape's own tidy would dispose of the terms
      kept = Object.entries(losses).map(([term, scalar]) => [term, keep(clone(scalar))]);
      return losses.total;
    }, [...parameters.values()]);
    dispose(value);
    const losses = Object.fromEntries(kept.map(([term, scalar]) => [term, clone(scalar)])) as unknown as Losses;
    const named = [...parameters].flatMap(([path, { name }]): [string, Tensor][] =>
      grads[name] ? [[path, grads[name]]] : [],
    );
    return { losses, gradients: new Map(named) };
  } finally {
    for (const [, scalar] of kept) scalar.dispose();
  }
}
