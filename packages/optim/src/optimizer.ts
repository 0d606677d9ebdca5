import {
  type Context,
  describe,
  GenlabError,
  type Module,
  type Parameter,
  requireTensor,
  type Tensors,
} from "@genlab/core";
import { add, tidy, Variable } from "@tensorflow/tfjs-core";
import { requireTransform } from "./require-transform.js";
import { known } from "./slots.js";
import type { Transform } from "./transform.js";

/**
 * A transform with its state for a set of parameters.
 *
 * @example
 * ```ts
 * import { createContext, createRng, gradients, namedParameters, Optimizer, parameter, sgd } from "genlab";
 * import { square, sum, tensor, tidy } from "@tensorflow/tfjs-core";
 *
 * const model = { weight: parameter(() => tensor([1, 2])) };
 * const parameters = namedParameters(model);
 * const optimizer = new Optimizer(sgd({ learningRate: 0.1 }), parameters);
 * tidy(() => {
 *   const found = gradients(parameters, () => ({ total: sum(square(model.weight)) }));
 *   optimizer.apply(found.gradients, createContext({ rng: createRng(1), training: true }));
 * });
 * console.log(model.weight.dataSync()); // 0.8, 1.6
 * ```
 */
export class Optimizer {
  /** A tree of buffers by the paths of the parameters: save it, and load it to resume. */
  readonly state: Module;
  readonly #transform: Transform;
  readonly #parameters: ReadonlyMap<string, Parameter>;

  /** @throws GenlabError for what is no transform, and for parameters that are no `Map` of variables. */
  constructor(transform: Transform, parameters: ReadonlyMap<string, Parameter>) {
    requireTransform("Optimizer", transform);
    requireParameters(parameters);
    this.state = transform.init(parameters);
    this.#transform = transform;
    this.#parameters = parameters;
  }

  /**
   * Adds the transformed gradients to the parameters. A parameter without a gradient stays as it is, and so does its state.
   *
   * @throws GenlabError for a gradient of a parameter that it does not know, or of another shape than it.
   */
  apply(gradients: Tensors, context: Context): void {
    tidy(() => {
      if (Object.prototype.toString.call(gradients) !== "[object Map]")
        throw new GenlabError(`Optimizer got the gradients ${describe(gradients)}. Give a Map of tensors by path.`);
      requireSameShapes(gradients, this.#parameters);
      context.updatesBy?.(gradients);
      const updates = this.#transform.update(gradients, this.state, this.#parameters, context);
      for (const [path, update] of updates) {
        const parameter = known(path, this.#parameters.get(path));
        parameter.assign(add(parameter, update));
      }
    });
  }
}

function requireParameters(parameters: ReadonlyMap<string, Parameter>): void {
  const isMap = Object.prototype.toString.call(parameters) === "[object Map]";
  if (isMap && [...parameters.values()].every((parameter) => parameter instanceof Variable)) return;
  throw new GenlabError(`Optimizer got the parameters ${describe(parameters)}. Give namedParameters(model).`);
}

/** A gradient of another shape would be spread over the parameter. */
function requireSameShapes(gradients: Tensors, parameters: ReadonlyMap<string, Parameter>): void {
  for (const [path, gradient] of gradients) {
    const { shape } = known(path, parameters.get(path));
    requireTensor(`Optimizer, for "${path}",`, gradient);
    if (`${gradient.shape}` === `${shape}`) continue;
    throw new GenlabError(
      `The gradient of "${path}" has shape [${gradient.shape}], the parameter [${shape}]. Give one of the same shape.`,
    );
  }
}
