import { modelSettings } from "../../zoo/model-settings.js";
import { adam, momentum, networks, networksFrom, rate, weight } from "./common.js";
import { kind } from "./kind.js";
import { slider } from "./slider.js";

const of = modelSettings.vae;

export const vae = kind({
  settings: {
    rate: rate(3e-3),
    beta: weight(of.beta),
    warmUp: { initial: 0, values: [0, 200, 500, 1000, 2000] },
    freeBits: slider(of.freeBits, [0, 0.1, 0.25, 0.5, 1, 2]),
    noise: { initial: "learned", words: ["learned", "fixed"], restarts: true },
    // where it is learned it starts there: from 1 the ring is all noise to the decoder, which ends in the mean of the data
    variance: slider(of.variance, [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1], { initial: 0.01, restarts: true }),
    momentum: momentum(0.9),
    ...networks,
  },
  recipe: ({ rate, beta, warmUp, freeBits, noise, variance, momentum, ...values }) => ({
    model: {
      type: "vae",
      ...networksFrom(values),
      beta: warmUp > 0 ? { type: "linear", from: 0, to: beta, steps: warmUp } : beta,
      freeBits,
      likelihood: noise === "fixed" ? "gaussian" : "learned-gaussian",
      variance,
    },
    optimizer: adam(rate, momentum),
  }),
});
