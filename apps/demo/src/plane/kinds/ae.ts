import { adam, momentum, networks, networksFrom, rate } from "./common.js";
import { kind } from "./kind.js";

export const ae = kind({
  settings: { rate: rate(3e-3), momentum: momentum(0.9), ...networks, latent: { ...networks.latent, initial: 1 } },
  recipe: ({ rate, momentum, ...values }) => ({
    model: { type: "autoencoder", ...networksFrom(values) },
    optimizer: adam(rate, momentum),
  }),
});
