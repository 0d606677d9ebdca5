import { modelSettings } from "../../zoo/model-settings.js";
import { adam, momentum, networks, networksFrom, rate, weight } from "./common.js";
import { kind } from "./kind.js";

const of = modelSettings["weighted-vae-gan"];

export const weighted = kind({
  settings: {
    rate: rate(1e-3),
    discriminatorRate: rate(1e-3),
    reconstructionWeight: weight(of.reconstructionWeight),
    beta: weight(of.beta, 0.2),
    adversarialWeight: weight(of.adversarialWeight),
    momentum: momentum(0.5),
    ...networks,
  },
  recipe: ({ rate, discriminatorRate, reconstructionWeight, beta, adversarialWeight, momentum, ...values }) => ({
    model: {
      type: "weighted-vae-gan",
      ...networksFrom(values),
      batchNorm: "off",
      reconstructionWeight,
      beta,
      adversarialWeight,
    },
    optimizer: { discriminator: adam(discriminatorRate, momentum), autoencoder: adam(rate, momentum) },
  }),
});
