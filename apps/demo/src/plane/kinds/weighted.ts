import { adam, momentum, networks, networksFrom, rate, weight } from "./common.js";
import { kind } from "./kind.js";

export const weighted = kind({
  settings: {
    rate: rate(1e-3),
    discriminatorRate: rate(1e-3),
    reconstructionWeight: weight(1),
    beta: weight(0.2),
    adversarialWeight: weight(1),
    momentum: momentum(0.5),
    ...networks,
  },
  recipe: ({ rate, discriminatorRate, reconstructionWeight, beta, adversarialWeight, momentum, ...values }) => ({
    model: { type: "weighted-vae-gan", ...networksFrom(values), reconstructionWeight, beta, adversarialWeight },
    optimizer: { discriminator: adam(discriminatorRate, momentum), autoencoder: adam(rate, momentum) },
  }),
});
