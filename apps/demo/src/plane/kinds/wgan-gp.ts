import { momentum, networks, networksFrom, rate, weight } from "./common.js";
import { kind } from "./kind.js";

/** Gulrajani et al. 2017, https://arxiv.org/abs/1704.00028, have the penalty's weight and β₂ = 0.9 on toy data. */
export const wganGp = kind({
  settings: {
    rate: rate(1e-3),
    discriminatorRate: rate(1e-3),
    penaltyWeight: weight(0.1),
    discriminatorSteps: { initial: 3, values: [1, 2, 3, 4, 5, 10] },
    momentum: momentum(0.5),
    ...networks,
  },
  recipe: ({ rate, discriminatorRate, momentum, penaltyWeight, discriminatorSteps, ...values }) => {
    const adam = (learningRate: number) => ({ type: "adam", learningRate, beta1: momentum, beta2: 0.9 }) as const;
    return {
      model: { type: "wgan-gp", ...networksFrom(values), batchNorm: false, penaltyWeight, discriminatorSteps },
      optimizer: { discriminator: adam(discriminatorRate), generator: adam(rate) },
    };
  },
});
