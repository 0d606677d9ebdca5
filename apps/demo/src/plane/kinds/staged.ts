import { modelSettings } from "../../zoo/model-settings.js";
import { adam, momentum, networks, networksFrom, rate, weight } from "./common.js";
import { kind } from "./kind.js";
import { slider } from "./slider.js";

const of = modelSettings["staged-autoencoder-gan"];
/** A stage of 300 steps is over while one watches. */
const STEPS = [0, 100, 200, 300, 500, 1000, 2000];

export const staged = kind({
  settings: {
    rate: rate(1e-3),
    discriminatorRate: rate(1e-3),
    pretrainingSteps: slider(of.pretrainingSteps, STEPS, { initial: 300 }),
    adversarialSteps: slider(of.adversarialSteps, STEPS, { initial: 300 }),
    reconstructionWeight: weight(of.reconstructionWeight),
    featureWeight: weight(of.featureWeight),
    momentum: momentum(0.5),
    ...networks,
  },
  recipe: ({ rate, discriminatorRate, momentum, width, depth, latent, ...stages }) => ({
    model: { type: "staged-autoencoder-gan", ...networksFrom({ width, depth, latent }), batchNorm: "off", ...stages },
    optimizer: {
      autoencoder: adam(rate, momentum),
      discriminator: adam(discriminatorRate, momentum),
      generator: adam(rate, momentum),
    },
  }),
});
