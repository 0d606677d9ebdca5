import { adam, momentum, networks, networksFrom, rate, weight } from "./common.js";
import { kind } from "./kind.js";

const STEPS = [0, 100, 200, 300, 500, 1000, 2000];

export const staged = kind({
  settings: {
    rate: rate(1e-3),
    discriminatorRate: rate(1e-3),
    pretrainingSteps: { initial: 300, values: STEPS },
    adversarialSteps: { initial: 300, values: STEPS },
    reconstructionWeight: weight(1),
    featureWeight: weight(1),
    momentum: momentum(0.5),
    ...networks,
  },
  recipe: ({ rate, discriminatorRate, momentum, width, depth, latent, ...stages }) => ({
    model: { type: "staged-autoencoder-gan", ...networksFrom({ width, depth, latent }), ...stages },
    optimizer: {
      autoencoder: adam(rate, momentum),
      discriminator: adam(discriminatorRate, momentum),
      generator: adam(rate, momentum),
    },
  }),
});
