import { adam, momentum, networks, networksFrom, rate, weight } from "./common.js";
import { kind } from "./kind.js";

const games = ["non-saturating", "minimax", "least-squares", "hinge"] as const;

export const gan = kind({
  settings: {
    rate: rate(1e-3),
    discriminatorRate: rate(1e-3),
    game: { initial: "non-saturating", words: games },
    discriminatorSteps: { initial: 1, values: [1, 2, 3, 4, 5] },
    penaltyWeight: weight(0),
    pack: { initial: 1, values: [1, 2, 4], restarts: true },
    momentum: momentum(0.5),
    ...networks,
  },
  recipe: ({ rate, discriminatorRate, momentum, game, discriminatorSteps, penaltyWeight, pack, ...values }) => ({
    model: {
      type: "gan",
      ...networksFrom(values),
      batchNorm: false,
      game: games.find((name) => name === game) ?? games[0],
      penalty: penaltyWeight > 0 ? "r1" : "none",
      penaltyWeight,
      discriminatorSteps,
      pack,
    },
    optimizer: { discriminator: adam(discriminatorRate, momentum), generator: adam(rate, momentum) },
  }),
});
