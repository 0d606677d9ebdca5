import { type Layer, type Parameter, parameter, type Rng, requireCounts } from "@genlab/core";
import { matMul, reshape, type Tensor } from "@tensorflow/tfjs-core";
import type { Initializer } from "./initializers/initializer.js";
import { normalInitializer } from "./initializers/normal-initializer.js";
import { oneHotOf } from "./one-hot.js";

export interface EmbeddingOptions {
  /** How many indices there are. */
  readonly count: number;
  readonly features: number;
  /** Default N(0, 1), as PyTorch's. */
  readonly weightInitializer?: Initializer;
}

/** Rows of a learned table: from indices `[...]` in `[0, count)` to `[..., features]`. An index outside gives zeros. */
export class Embedding implements Layer {
  readonly weight: Parameter;

  constructor({ count, features, weightInitializer = normalInitializer(1) }: EmbeddingOptions, rng: Rng) {
    requireCounts("Embedding", { count, features });
    this.weight = parameter(() => weightInitializer([count, features], { in: count, out: features }, rng));
  }

  forward(indices: Tensor): Tensor {
    const [count, features] = this.weight.shape as [number, number];
    const rows = oneHotOf(reshape(indices, [-1]), count); // [indices, count]
    return reshape(matMul(rows, this.weight), [...indices.shape, features]);
  }
}
