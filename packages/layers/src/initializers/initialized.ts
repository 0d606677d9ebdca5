import { describe, GenlabError, type Parameter, parameter, type Rng, requireFunctions, requireRng } from "@genlab/core";
import { Tensor } from "@tensorflow/tfjs-core";
import type { Fan, Initializer } from "./initializer.js";

/** What a layer's parameter starts as. */
export interface Start {
  readonly initializer: Initializer;
  readonly shape: readonly number[];
  readonly fan: Fan;
}

/** A parameter that an initializer made, which is someone's own code: it is held to the shape that it was asked for. */
export function initialized(owner: string, { initializer, shape, fan }: Start, rng: Rng): Parameter {
  requireFunctions(owner, { initializer }, "heNormal");
  requireRng(owner, rng);
  return parameter(() => {
    const value = initializer(shape, fan, rng);
    if (value instanceof Tensor && value.dtype === "float32" && `${value.shape}` === `${shape}`) return value;
    const found = value instanceof Tensor ? `${value.dtype} [${value.shape}]` : describe(value);
    throw new GenlabError(`An initializer of ${owner} gave ${found}. Expected a tensor float32 [${shape}].`);
  });
}
