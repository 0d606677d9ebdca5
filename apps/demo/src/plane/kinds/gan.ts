import { modelSettings } from "../../zoo/model-settings.js";
import { adam, momentum, networks, networksFrom, rate, weight } from "./common.js";
import { kind } from "./kind.js";
import { slider } from "./slider.js";
import { wordsOf } from "./words-of.js";

const of = modelSettings.gan;

export const gan = kind({
  settings: {
    rate: rate(1e-3),
    discriminatorRate: rate(1e-3),
    game: wordsOf(of.game),
    discriminatorSteps: slider(of.discriminatorSteps, [1, 2, 3, 4, 5]),
    penaltyWeight: weight(of.penaltyWeight, 0), // none until one asks for it
    pack: slider(of.pack, [1, 2, 4], { restarts: true }),
    momentum: momentum(0.5),
    ...networks,
  },
  recipe: ({ rate, discriminatorRate, momentum, game, discriminatorSteps, penaltyWeight, pack, ...values }) => ({
    model: {
      type: "gan",
      ...networksFrom(values),
      batchNorm: false,
      game,
      penalty: penaltyWeight > 0 ? "r1" : "none",
      penaltyWeight,
      discriminatorSteps,
      pack,
    },
    optimizer: { discriminator: adam(discriminatorRate, momentum), generator: adam(rate, momentum) },
  }),
});
