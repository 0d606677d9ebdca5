import {
  type Context,
  type Decodes,
  type Encodes,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Phase,
  type Reconstructs,
  requireCounts,
  requireDraws,
  requireLayers,
  requireNonNegative,
  type Samples,
  type Scores,
} from "@genlab/core";
import {
  type BatchLoss,
  inverseMultiquadraticKernel,
  type Kernel,
  maximumMeanDiscrepancy,
  squaredError,
} from "@genlab/losses";
import { add, mul, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";
import { drawPrior } from "./parts/codes.js";

export interface WaeMmdNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
}

export interface WaeMmdSettings {
  readonly latent: number;
  /** `λ`, the weight of the discrepancy. Default 10, as the paper has it on MNIST. */
  readonly divergenceWeight?: number;
  /** `σ` of the prior `N(0, σ² I)`. Default 1. */
  readonly priorDeviation?: number;
  /** The transport cost. Default `squaredError`. */
  readonly cost?: BatchLoss;
  /** Default: inverse multiquadratics of widths about the prior's, as in the paper. */
  readonly kernel?: Kernel;
}

export const waeMmdDefaults = {
  latent: undefined,
  divergenceWeight: 10,
  priorDeviation: 1,
  cost: squaredError,
  kernel: undefined,
};

/**
 * Wasserstein autoencoder with a kernel: minimises `E c(x, Dec(E(x))) + λ MMD²(q(z), p(z))` over batches of two examples or more.
 *
 * Tolstikhin et al. 2017, algorithm 2, https://arxiv.org/abs/1711.01558
 */
export class WaeMmd implements Model, Samples, Encodes, Decodes, Reconstructs, Scores {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly settings: Required<WaeMmdSettings>;

  constructor({ encoder, decoder }: WaeMmdNetworks, settings: WaeMmdSettings) {
    requireLayers("WaeMmd", { encoder, decoder });
    this.encoder = encoder;
    this.decoder = decoder;
    const { priorDeviation = waeMmdDefaults.priorDeviation } = settings;
    requireNonNegative("WaeMmd", { priorDeviation });
    // its kernel has no width where the prior has none
    const kernel = settings.kernel ?? inverseMultiquadraticKernel({ deviation: priorDeviation });
    this.settings = completeSettings<WaeMmdSettings>("WaeMmd", settings, { ...waeMmdDefaults, kernel });
    const { latent, divergenceWeight } = this.settings;
    requireCounts("WaeMmd", { latent });
    requireNonNegative("WaeMmd", { divergenceWeight });
  }

  phases(): readonly Phase[] {
    return [{ name: "autoencoder", updates: this, loss: (batch, context) => this.loss(batch, context) }];
  }

  /** Terms: `reconstruction`, `divergence`, an unbiased estimate that can be below 0. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const { divergenceWeight, cost, kernel } = this.settings;
    const codes = this.encode(x, context);
    const reconstruction = cost(this.decode(codes, context), x);
    const divergence = maximumMeanDiscrepancy(codes, drawPrior(x.shape[0]!, this.settings, context.rng), kernel);
    return { total: add<Scalar>(reconstruction, mul(divergenceWeight, divergence)), reconstruction, divergence };
  }

  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => this.encoder.forward(x, context));
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.decoder.forward(z, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("WaeMmd", { count }, context);
    return tidy(() => this.decode(drawPrior(count, this.settings, context.rng), context));
  }

  /** The transport cost of each example's reconstruction, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.settings.cost.perExample(this.reconstruct(x, context), x));
  }
}
