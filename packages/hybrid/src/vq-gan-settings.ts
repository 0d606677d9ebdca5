import { type AdversarialLoss, absoluteError, type BatchLoss, hinge } from "@genlab/losses";
import type { Defaults } from "./options.js";

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
