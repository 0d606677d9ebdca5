import {
  type Layer,
  type Parameter,
  type Rng,
  refuseUnknown,
  requireCounts,
  requireIndices,
  requireShape,
} from "@genlab/core";
import { matMul, reshape, type Tensor } from "@tensorflow/tfjs-core";
import { initialized } from "./initializers/initialized.js";
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

/**
 * Rows of a learned table: from whole indices `[batch, ...]` in `[0, count)` to `[batch, ..., features]`. In a program that is traced the
 * indices are not at hand: there one outside gives zeros, unless whoever runs the program checks them.
 */
export class Embedding implements Layer {
  readonly weight: Parameter;

  /** @throws GenlabError for sizes that are none, and for options that it does not have. */
  constructor({ count, features, weightInitializer = normalInitializer(1), ...others }: EmbeddingOptions, rng: Rng) {
    refuseUnknown("Embedding", others, { count, features, weightInitializer });
    requireCounts("Embedding", { count, features });
    this.weight = initialized(
      "Embedding",
      { initializer: weightInitializer, shape: [count, features], fan: { in: count, out: features } },
      rng,
    );
  }

  /** @throws GenlabError for an index that is not whole or out of range; it names the value and its place. */
  forward(indices: Tensor): Tensor {
    const [count, features] = this.weight.shape as [number, number];
    requireShape("Embedding", indices, ["batch", "..."]);
    requireIndices("Embedding", indices, count);
    const rows = oneHotOf(reshape(indices, [-1]), count); // [indices, count]
    return reshape(matMul(rows, this.weight), [...indices.shape, features]);
  }
}
