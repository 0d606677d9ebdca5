import {
  type Context,
  completeSettings,
  count,
  GenlabError,
  type Given,
  type ImageBatch,
  type Losses,
  type Model,
  type Phase,
  type Rng,
  refuseUnknown,
  requireDraws,
  requireIndices,
  requireMethods,
  requireRng,
  requireShape,
  type Samples,
  type Values,
} from "@genlab/core";
import { drawIndices, oneHotOf } from "@genlab/layers";
import { categoricalCrossEntropy } from "@genlab/losses";
import {
  cast,
  concat,
  expandDims,
  mean,
  neg,
  reshape,
  slice,
  softmax,
  type Tensor,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import type { CausalNetwork } from "./parts/causal-network.js";
import { CausalTransformer } from "./parts/causal-transformer.js";

export interface AutoregressivePriorNetworks {
  /** Says the code at each place from those before. */
  readonly predictor: CausalNetwork;
}

export const autoregressivePriorSettings = {
  places: count("How many codes an example has."),
  codes: count("How many there are to choose from."),
};

export interface AutoregressivePriorSettings extends Given<typeof autoregressivePriorSettings> {}

/**
 * Density of the codes `k` of another model, as a prior for it: `p(k) = Π_i p(k_i | k_1 … k_(i−1))`, in the order of the places, row by row.
 * It minimises `−log p(k)`. Its batches hold the indices in `x`.
 *
 * van den Oord et al. 2017, https://arxiv.org/abs/1711.00937; by a transformer, as in Esser et al. 2020, https://arxiv.org/abs/2012.09841
 */
export class AutoregressivePrior implements Model, Samples {
  readonly predictor: CausalNetwork;
  readonly settings: Values<typeof autoregressivePriorSettings>;

  /** @throws GenlabError for a setting that is none or out of range, and for networks that are none, or that it does not have. */
  constructor({ predictor, ...others }: AutoregressivePriorNetworks, settings: AutoregressivePriorSettings) {
    refuseUnknown("AutoregressivePrior", others, { predictor });
    requireMethods("AutoregressivePrior", { predictor }, ["extend"], "that of createAutoregressivePrior");
    this.predictor = predictor;
    this.settings = completeSettings("AutoregressivePrior", autoregressivePriorSettings, settings);
  }

  phases(): readonly Phase[] {
    return [{ name: "prior", updates: this, loss: this.loss.bind(this) }];
  }

  /** `−log p(k)`, in nats. */
  loss({ x: indices }: ImageBatch): Losses {
    return { total: mean(this.surprise(indices)) };
  }

  /**
   * `log p(k)` of codes `[batch, ...]`, in nats: `[batch]`.
   *
   * @throws GenlabError for another number of places, and for a code that is not whole or out of range.
   */
  logDensity(indices: Tensor): Tensor {
    requireIndices("AutoregressivePrior", indices, this.settings.codes);
    return tidy(() => neg(this.surprise(indices)));
  }

  /** Draws codes, int32 `[count, places]`, one place after another. */
  sample(count: number, context: Context): Tensor {
    requireDraws("AutoregressivePrior", { count }, context);
    const { places, codes } = this.settings;
    return tidy(() => {
      const numbers = context.rng.uniform([count, places]);
      const drawn: Tensor[] = [];
      let before: Tensor = zeros([count, 1, codes]);
      let past: unknown;
      for (let place = 0; place < places; place++) {
        const extended = this.predictor.extend(before, past);
        const next = drawIndices(softmax(extended.logits), slice(expandDims(numbers, 2), [0, place, 0], [count, 1, 1])); // [count, 1]
        drawn.push(next);
        before = oneHotOf(next, codes);
        past = extended.past;
      }
      return cast(concat(drawn, 1), "int32");
    });
  }

  /** `−log p(k)`: `[batch]`. */
  private surprise(indices: Tensor): Tensor {
    const { places, codes } = this.settings;
    const rows = oneHotOf(sequencesOf(indices, places), codes); // [batch, places, codes]
    const batch = rows.shape[0]!;
    const start = zeros([batch, 1, codes]);
    const before = places === 1 ? start : concat([start, slice(rows, [0, 0, 0], [batch, places - 1, codes])], 1);
    return categoricalCrossEntropy.perExample(this.predictor.extend(before).logits, rows);
  }
}

/** `[batch, ...]` to `[batch, places]`. */
function sequencesOf(indices: Tensor, places: number): Tensor {
  requireShape("AutoregressivePrior", indices, ["batch", "..."]);
  const batch = indices.shape[0]!;
  if (indices.size === batch * places) return reshape(indices, [batch, places]);
  throw new GenlabError(
    `AutoregressivePrior got codes of shape [${indices.shape.join(", ")}]. Expected ${places} an example, not ${indices.size / batch}.`,
  );
}

/** Settings of a transformer. */
export const transformerSettings = {
  blocks: count("Blocks of the transformer.", { default: 3, source: "for small images on a processor" }),
  heads: count("Heads of each block.", { default: 4, source: "for small images on a processor" }),
  headFeatures: count("Features of each head; the transformer has those of all heads.", {
    default: 16,
    source: "for small images on a processor; GPT-2 has 64",
  }),
};

export const autoregressivePriorOptions = { ...autoregressivePriorSettings, ...transformerSettings };

export interface CreateAutoregressivePriorOptions extends Given<typeof autoregressivePriorOptions> {}

/**
 * A transformer's density of codes `[batch, places]`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createAutoregressivePrior(options: CreateAutoregressivePriorOptions, rng: Rng): AutoregressivePrior {
  const values = completeSettings("createAutoregressivePrior", autoregressivePriorOptions, options);
  requireRng("createAutoregressivePrior", rng);
  const { places, codes } = values;
  return new AutoregressivePrior({ predictor: new CausalTransformer(values, rng) }, { places, codes });
}
