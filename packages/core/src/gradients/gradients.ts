import { describe, GenlabError, requireFunctions } from "@genlab/base";
import { clone, engine, keep, type Scalar, Tensor, tidy, variableGrads } from "@tensorflow/tfjs-core";
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
 * The results belong to the enclosing `tidy`. When anything throws, nothing is left behind.
 *
 * @throws GenlabError when an operation between a parameter and the loss has no gradient, or no parameter reaches the loss, and for terms that
 * are no scalars.
 *
 * @example
 * ```ts
 * import { gradients, namedParameters, parameter } from "genlab";
 * import { square, sum, tensor, tidy } from "@tensorflow/tfjs-core";
 *
 * const model = { weight: parameter(() => tensor([1, 2, 3])) };
 * tidy(() => {
 *   const found = gradients(namedParameters(model), () => ({ total: sum(square(model.weight)) }));
 *   console.log(found.gradients.get("weight")!.dataSync()); // 2, 4, 6
 * });
 * ```
 */
export function gradients(parameters: ReadonlyMap<string, Parameter>, loss: () => Losses): Gradients {
  requireFunctions("gradients", { loss }, "() => ({ total })");
  if (Object.prototype.toString.call(parameters) !== "[object Map]")
    throw new GenlabError(`The parameters are ${describe(parameters)}. Give namedParameters(model).`);
  if (parameters.size === 0) throw new GenlabError("There is no parameter to take a gradient of.");
  const [input] = [...parameters].find(([, value]) => typeof value?.assign !== "function") ?? [];
  if (input !== undefined) {
    throw new GenlabError(
      `"${input}" is no parameter but ${describe(parameters.get(input))}. A gradient by an input is \`grad\` of @tensorflow/tfjs-core.`,
    );
  }
  if (![...parameters.values()].some(({ trainable }) => trainable)) {
    throw new GenlabError(
      `None of the parameters ${[...parameters.keys()].join(", ")} is trained: \`trainable\` is false. Set one, or leave the phase out.`,
    );
  }
  registerGradients();
  const kept: [string, Scalar][] = [];
  const found: [string, Tensor][] = [];
  try {
    const terms = tidy(() => {
      const { grads } = variableGrads(() => {
        const losses = loss();
        requireScalars(losses);
        // the tape's own tidy would dispose of the terms
        for (const [term, scalar] of Object.entries(losses)) kept.push([term, keep(clone(scalar))]);
        return losses.total;
      }, [...parameters.values()]);
      for (const [path, { name }] of parameters) if (grads[name]) found.push([path, grads[name]]);
      const clones = kept.map(([term, scalar]): [string, Scalar] => [term, clone(scalar)]);
      return [...clones, ...found];
    });
    const losses = Object.fromEntries(terms.slice(0, kept.length)) as unknown as Losses;
    return { losses, gradients: new Map(found) };
  } catch (error) {
    discardTape();
    throw explained(error, parameters);
  } finally {
    for (const [, scalar] of kept) scalar.dispose();
  }
}

function requireScalars(losses: Losses): void {
  const { total } = (losses ?? {}) as Partial<Losses>;
  if (!(total instanceof Tensor))
    throw new GenlabError(`The loss gave ${describe(losses)}. Return its terms, with a scalar \`total\`: { total }.`);
  for (const [term, { shape }] of Object.entries(losses)) {
    if (shape === undefined || shape.length === 0) continue;
    throw new GenlabError(`The loss gave the term "${term}" of shape [${shape}]. Expected a scalar: take its mean.`);
  }
}

/** tfjs keeps what the tape saved when a forward or backward pass throws. An outer gradient's tape is left to that one. */
function discardTape(): void {
  const { state } = engine();
  if (state.gradientDepth > 0 || !state.activeTape) return;
  for (const { saved } of state.activeTape) for (const tensor of saved ?? []) tensor.dispose();
  state.activeTape = [];
}

function explained(error: unknown, parameters: ReadonlyMap<string, Parameter>): unknown {
  if (!(error instanceof Error)) return error;
  const operation = /gradient function not found for (\w+)/.exec(error.message)?.[1];
  if (operation) {
    return new GenlabError(
      `The operation ${operation} has no gradient. Compose it of operations that have one, or register one: ` +
        `registerGradient({ kernelName: "${operation}", inputsToSave, gradFunc }) of @tensorflow/tfjs-core.`,
      { cause: error },
    );
  }
  if (error.message.startsWith("Cannot find a connection between any variable")) {
    const paths = [...parameters.keys()].join(", ");
    return new GenlabError(
      `The loss depends on none of the parameters ${paths}. Compute it from them, inside the function.`,
      {
        cause: error,
      },
    );
  }
  return error;
}
