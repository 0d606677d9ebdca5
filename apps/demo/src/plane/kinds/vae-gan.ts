import { modelSettings } from "../../zoo/model-settings.js";
import { adam, momentum, networks, networksFrom, rate, weight } from "./common.js";
import { kind } from "./kind.js";
import { slider } from "./slider.js";

const of = modelSettings["vae-gan"];
const SHARES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

export const vaeGan = kind({
  settings: {
    rate: rate(1e-3),
    discriminatorRate: rate(1e-3),
    beta: weight(of.beta),
    reconstructionShare: slider(of.reconstructionShare, SHARES, { initial: 0.5 }),
    momentum: momentum(0.5),
    ...networks,
  },
  recipe: ({ rate, discriminatorRate, momentum, beta, reconstructionShare, ...values }) => ({
    model: {
      type: "vae-gan",
      ...networksFrom(values),
      batchNorm: "off",
      featureLayer: "auto",
      beta,
      reconstructionShare,
    },
    optimizer: {
      encoder: adam(rate, momentum),
      decoder: adam(rate, momentum),
      discriminator: adam(discriminatorRate, momentum),
    },
  }),
});
