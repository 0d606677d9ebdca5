import { modelSettings } from "../../zoo/model-settings.js";
import { momentum, networks, networksFrom, rate, weight } from "./common.js";
import { kind } from "./kind.js";
import { slider } from "./slider.js";

const of = modelSettings["wgan-gp"];

/** Gulrajani et al. 2017, https://arxiv.org/abs/1704.00028, have the penalty's weight and β₂ = 0.9 on toy data. */
export const wganGp = kind({
  settings: {
    rate: rate(1e-3),
    discriminatorRate: rate(1e-3),
    penaltyWeight: weight(of.penaltyWeight, 0.1),
    // fewer than the paper's five, which make a step slow
    discriminatorSteps: slider(of.discriminatorSteps, [1, 2, 3, 4, 5, 10], { initial: 3 }),
    momentum: momentum(0.5),
    ...networks,
  },
  recipe: ({ rate, discriminatorRate, momentum, penaltyWeight, discriminatorSteps, ...values }) => {
    const adam = (learningRate: number) => ({ type: "adam", learningRate, beta1: momentum, beta2: 0.9 }) as const;
    return {
      model: {
        type: "wgan-gp",
        ...networksFrom(values),
        batchNorm: false,
        penaltyWeight,
        discriminatorSteps,
        freshBatches: false,
      },
      optimizer: { discriminator: adam(discriminatorRate), generator: adam(rate) },
    };
  },
});
