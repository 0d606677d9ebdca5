import type { Defaults, Layer } from "@genlab/core";
import type { VectorQuantizer, WeightedLayer } from "@genlab/layers";
import { type AdversarialLoss, absoluteError, type BatchLoss, hinge } from "@genlab/losses";

export interface VqGanNetworks {
  /** Maps `x` to a map of features `[batch, height, width, features]`. */
  readonly encoder: Layer;
  /** Replaces each of the features' vectors by one of its codebook. */
  readonly quantizer: VectorQuantizer;
  /** Maps the quantized map to what the last layer reads. */
  readonly decoder: Layer;
  /** The decoder's last layer, to data, in whose weight gradients are compared. */
  readonly last: WeightedLayer;
  /** Maps data to a map of logits, one a patch. */
  readonly discriminator: Layer;
}

export interface VqGanSettings {
  /** `[height, width, features]` of the map of codes. */
  readonly codeShape: readonly [height: number, width: number, features: number];
  /** Of the mixture that samples' codes are drawn from. Default 64. */
  readonly priorComponents?: number;
  /** Steps before the adversary takes part. Default 1000, for small images; the authors have 10 000 and more. */
  readonly start?: number;
  /** Weight of the adversarial term, beside the adaptive one. Default 0.8, as the authors have it. */
  readonly adversarialWeight?: number;
  /** Default `absoluteError`. */
  readonly reconstruction?: BatchLoss;
  /** A distance in the features of a network, added to the reconstruction: `featureLoss`. Default: none. */
  readonly perceptual?: BatchLoss | null;
  /** Default `hinge`, as the authors have it. */
  readonly adversarial?: AdversarialLoss;
}

export const vqGanDefaults: Defaults<VqGanSettings> = {
  codeShape: undefined,
  priorComponents: 64,
  start: 1000,
  adversarialWeight: 0.8,
  reconstruction: absoluteError,
  perceptual: null,
  adversarial: hinge,
};
