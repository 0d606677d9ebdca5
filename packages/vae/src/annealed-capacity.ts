import {
  completeSettings,
  count,
  type Given,
  modelRecipe,
  ownFunction,
  type Schedule,
  setting,
  weight,
  withDefault,
} from "@genlab/core";
import { capacity as capacityCost, gaussianKl } from "@genlab/losses";
import { add, mul, type Scalar } from "@tensorflow/tfjs-core";
import { quickAdam } from "./parts/adam.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import { autoencode, type Objective } from "./parts/objective.js";
import { Vae } from "./vae.js";

export const annealedCapacitySettings = {
  capacity: setting<Schedule>({
    about: "`C`, the nats that the code is to hold, by step: the paper raises them from 0 to 25 over 100 000 steps.",
    ...ownFunction("linear({ from: 0, to: 25, steps: 100_000 })"),
  }),
  gamma: weight("`γ`, the weight of what is missing or too much.", { default: 1000, source: "as in the paper" }),
};

export interface AnnealedCapacityOptions extends Given<typeof annealedCapacitySettings> {}

/**
 * `−E_q(z|x) log p(x|z) + γ |KL(q(z|x) ‖ N(0, I)) − C|`: lets information into the code little by little. Terms: `reconstruction`,
 * `kl`, `capacity`.
 *
 * Burgess et al. 2018, https://arxiv.org/abs/1804.03599
 *
 * @throws GenlabError for a setting that is none or out of range.
 */
export function annealedCapacity(options: AnnealedCapacityOptions): Objective {
  const { capacity, gamma } = completeSettings("annealedCapacity", annealedCapacitySettings, options);
  return (model, { x }, context) => {
    const { posterior, reconstruction } = autoencode(model, x, context);
    const kl = gaussianKl(posterior.mean, posterior.logVariance);
    const nats = context.schedule(capacity);
    const total = add<Scalar>(reconstruction, mul(gamma, capacityCost(kl, nats)));
    return { total, reconstruction, kl, capacity: nats };
  };
}

export const capacityVaeRecipe = modelRecipe({
  description: "VAE whose code may hold more and more nats",
  paper: "https://arxiv.org/abs/1804.03599",
  optimizer: quickAdam,
  settings: {
    capacity: weight("The nats that the code may hold in the end.", { default: 25, source: "as in the paper" }),
    steps: count("Steps until then, which start at 0 nats.", {
      default: 1500,
      source: "for a small training: the paper has 100 000",
    }),
    gamma: withDefault(
      annealedCapacitySettings.gamma,
      2,
      "for small images and trainings: at the paper's 1000, and at 5 with this rate, the codes of all examples move together, which costs nats and says nothing",
    ),
    ...networkSettings,
  },
  stages: { steps: 0.75 },
  create(options, { rng }) {
    const { latent, capacity, steps, gamma } = options;
    const rising = (step: number) => (capacity * Math.min(step, steps)) / steps;
    return new Vae(fittingNetworks(options, rng), { latent, objective: annealedCapacity({ capacity: rising, gamma }) });
  },
});
