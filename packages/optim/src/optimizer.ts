import type { Context, Module, Parameter, Tensors } from "@genlab/core";
import { add, tidy } from "@tensorflow/tfjs-core";
import { requireTransform } from "./require-transform.js";
import { known } from "./slots.js";
import type { Transform } from "./transform.js";

/** A transform with its state for a set of parameters. */
export class Optimizer {
  /** A tree of buffers by the paths of the parameters: save it, and load it to resume. */
  readonly state: Module;
  readonly #transform: Transform;
  readonly #parameters: ReadonlyMap<string, Parameter>;

  /** @throws GenlabError for what is no transform. */
  constructor(transform: Transform, parameters: ReadonlyMap<string, Parameter>) {
    requireTransform("Optimizer", transform);
    this.state = transform.init(parameters);
    this.#transform = transform;
    this.#parameters = parameters;
  }

  /** Adds the transformed gradients to the parameters. A parameter without a gradient stays as it is, and so does its state. */
  apply(gradients: Tensors, context: Context): void {
    tidy(() => {
      const updates = this.#transform.update(gradients, this.state, this.#parameters, context);
      for (const [path, update] of updates) {
        const parameter = known(path, this.#parameters.get(path));
        parameter.assign(add(parameter, update));
      }
    });
  }
}
