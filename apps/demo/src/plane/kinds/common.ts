import type { OptimizerConfiguration } from "@genlab/zoo";
import { modelSettings } from "../../zoo/model-settings.js";
import type { NumberFacts } from "../../zoo/setting-facts.js";
import type { NumberSetting } from "./setting.js";
import { slider } from "./slider.js";

const RATES = [1e-5, 3e-5, 1e-4, 2e-4, 3e-4, 5e-4, 1e-3, 2e-3, 3e-3, 5e-3, 1e-2, 3e-2, 1e-1];
const WEIGHTS = [0, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10, 30, 100];

/** A learning rate. */
export const rate = (initial: number): NumberSetting => ({ initial, values: RATES });

/** A term's weight in a loss. Default: the model's. */
export const weight = (facts: NumberFacts, initial?: number): NumberSetting =>
  slider(facts, WEIGHTS, initial === undefined ? {} : { initial });

/** Adam's β₁: how much of the last directions a step keeps. */
export const momentum = (initial: number): NumberSetting => ({ initial, values: [0, 0.3, 0.5, 0.7, 0.9] });

/** How large the networks are, and of how many numbers a code is: points in the plane need neither large ones nor many. */
export const networks = {
  latent: slider(modelSettings.vae.latent, [1, 2], { initial: 2, restarts: true }),
  width: { initial: 64, values: [8, 16, 32, 64, 128], isWhole: true, restarts: true },
  depth: { initial: 2, values: [1, 2, 3, 4], isWhole: true, restarts: true },
} as const;

interface NetworkValues {
  readonly latent: number;
  readonly width: number;
  readonly depth: number;
}

/** What every model's configuration says of its networks. */
export const networksFrom = ({ latent, width, depth }: NetworkValues) => ({
  network: "dense" as const,
  latent,
  hidden: Array.from({ length: depth }, () => width),
});

export const adam = (learningRate: number, beta1: number): OptimizerConfiguration => ({
  type: "adam",
  learningRate,
  beta1,
});
