import {
  type Autoencodes,
  type Context,
  completeSettings,
  createFrom,
  delegate,
  type FactoryOptions,
  type Given,
  holdLayers,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  modelRecipe,
  type Phase,
  pick,
  type Rng,
  type Samples,
  type Values,
} from "@genlab/core";
import { type Kernel, kernelOf, kernelSetting, maximumMeanDiscrepancy } from "@genlab/losses";
import { add, mul, type Scalar } from "@tensorflow/tfjs-core";
import { LatentCoder } from "./parts/latent-coder.js";
import { coderNetworks, hybridSettings } from "./parts/networks.js";
import { GaussianPrior } from "./parts/priors.js";
import { wassersteinAdam, wassersteinSettings } from "./parts/wasserstein.js";

export interface WaeMmdNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
}

export const waeMmdSettings = { ...wassersteinSettings, kernel: kernelSetting() };

export interface WaeMmdSettings extends Given<typeof waeMmdSettings> {}

export interface WaeMmd extends WaeMmdNetworks, Samples, Autoencodes {}

/**
 * Wasserstein autoencoder with a kernel: minimises `E c(x, Dec(E(x))) + λ MMD²(q(z), p(z))` over batches of two examples or more.
 *
 * Tolstikhin et al. 2017, algorithm 2, https://arxiv.org/abs/1711.01558
 */
export class WaeMmd implements Model {
  readonly settings: Values<typeof waeMmdSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: WaeMmdNetworks, settings: WaeMmdSettings) {
    holdLayers("WaeMmd", this, networks, ["encoder", "decoder"]);
    this.settings = completeSettings("WaeMmd", waeMmdSettings, settings);
  }

  get coder(): LatentCoder {
    const { encoder, decoder, settings } = this;
    const prior = new GaussianPrior(settings);
    return new LatentCoder("WaeMmd", { encoder, decoder, prior, error: settings.cost });
  }

  get kernel(): Kernel {
    const { kernel, priorDeviation } = this.settings;
    return kernelOf(kernel, { deviation: priorDeviation });
  }

  phases(): readonly Phase[] {
    return [{ name: "autoencoder", updates: this, loss: this.loss.bind(this) }];
  }

  /** Terms: `reconstruction`, `divergence`, an unbiased estimate that can be below 0. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const { divergenceWeight, cost } = this.settings;
    const codes = this.encode(x, context);
    const reconstruction = cost(this.decode(codes, context), x);
    const divergence = maximumMeanDiscrepancy(codes, this.coder.prior.draw(x.shape[0]!, context.rng), this.kernel);
    return { total: add<Scalar>(reconstruction, mul(divergenceWeight, divergence)), reconstruction, divergence };
  }
}

delegate(WaeMmd, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);

export const waeMmdRecipe = modelRecipe({
  description: "Wasserstein autoencoder with a kernel between codes and prior",
  paper: "https://arxiv.org/abs/1711.01558",
  optimizer: wassersteinAdam,
  settings: { ...waeMmdSettings, ...hybridSettings },
  create: (options, { rng }) => new WaeMmd(coderNetworks(options, rng), pick(options, waeMmdSettings)),
});

export interface CreateWaeMmdOptions extends FactoryOptions<typeof waeMmdRecipe.settings> {}

/**
 * A WAE-MMD with networks that fit the shape of one example: `createWaeMmd({ shape: [28, 28, 1], latent: 8 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createWaeMmd(options: CreateWaeMmdOptions, rng: Rng): WaeMmd {
  return createFrom("createWaeMmd", waeMmdRecipe, options, { rng });
}
