import { adam, momentum, networks, networksFrom, rate, weight } from "./common.js";
import { kind } from "./kind.js";

/** Where the decoder's learned variance starts: from 1 the ring is all noise to it, and it ends in the mean of the data. */
const VARIANCE = 0.01;

export const vae = kind({
  settings: { rate: rate(3e-3), beta: weight(1), momentum: momentum(0.9), ...networks },
  recipe: ({ rate, beta, momentum, ...values }) => ({
    model: { type: "vae", ...networksFrom(values), beta, likelihood: "learned-gaussian", variance: VARIANCE },
    optimizer: adam(rate, momentum),
  }),
});
