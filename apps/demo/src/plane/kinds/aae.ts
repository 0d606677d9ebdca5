import { adam, momentum, networks, networksFrom, rate } from "./common.js";
import { kind } from "./kind.js";

export const aae = kind({
  settings: {
    rate: rate(1e-3),
    discriminatorRate: rate(1e-3),
    codes: { initial: "points", words: ["points", "gaussians"], restarts: true },
    momentum: momentum(0.5),
    ...networks,
  },
  recipe: ({ rate, discriminatorRate, momentum, codes, ...values }) => ({
    model: {
      type: "adversarial-autoencoder",
      ...networksFrom(values),
      batchNorm: "off",
      priorDeviation: 1,
      stochastic: codes === "gaussians",
    },
    optimizer: {
      autoencoder: adam(rate, momentum),
      discriminator: adam(discriminatorRate, momentum),
      encoder: adam(rate, momentum),
    },
  }),
});
