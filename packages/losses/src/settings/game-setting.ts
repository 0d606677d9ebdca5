import { choice, GenlabError, type OptionalSetting, ownMethods } from "@genlab/core";
import type { AdversarialLoss, SeparableAdversarialLoss } from "../adversarial/adversarial-loss.js";
import { hinge } from "../adversarial/hinge.js";
import { leastSquares } from "../adversarial/least-squares.js";
import { minimax } from "../adversarial/minimax.js";
import { nonSaturating } from "../adversarial/non-saturating.js";
import { oneSidedLabelSmoothing } from "../adversarial/one-sided-label-smoothing.js";
import { relativistic } from "../adversarial/relativistic.js";
import { relativisticAverage } from "../adversarial/relativistic-average.js";
import { wasserstein } from "../adversarial/wasserstein.js";

/** Games in which each logit has its cost. */
export type SeparableGameName = "non-saturating" | "minimax" | "least-squares" | "hinge" | "wasserstein";

export type GameName = SeparableGameName | "relativistic" | "relativistic-average";

const separableGames: Readonly<Record<SeparableGameName, SeparableAdversarialLoss>> = {
  "non-saturating": nonSaturating,
  minimax,
  "least-squares": leastSquares,
  hinge,
  wasserstein,
};

const games: Readonly<Record<GameName, AdversarialLoss>> = {
  ...separableGames,
  relativistic,
  "relativistic-average": relativisticAverage,
};

const own = ownMethods(["discriminator", "generator"], "`hinge` of @genlab/losses");

/** The setting that says what the players of an adversarial game minimise: a game, or its name. */
export const gameSetting = (
  byDefault: GameName,
  source?: string,
): OptionalSetting<GameName | AdversarialLoss, AdversarialLoss> =>
  choice("What the players of the adversarial game minimise.", games, {
    default: byDefault,
    source,
    own,
  });

/** The setting of a game in which each logit has its cost. */
export const separableGameSetting = (
  byDefault: SeparableGameName,
  source?: string,
): OptionalSetting<SeparableGameName | SeparableAdversarialLoss, SeparableAdversarialLoss> =>
  choice("What the players of the adversarial game minimise, a cost for each logit.", separableGames, {
    default: byDefault,
    source,
    own: {
      expected: "what has costs for each logit, such as `minimax` of @genlab/losses",
      accepts: (game) =>
        own.accepts(game) && ownMethods(["real", "fake", "generator"], "").accepts(Reflect.get(Object(game), "costs")),
    },
  });

/**
 * A game with real examples labelled `1 − labelSmoothing`.
 *
 * @throws GenlabError for an amount above 0 where the game has no labels.
 */
export function smoothed(owner: string, game: AdversarialLoss, labelSmoothing: number): AdversarialLoss {
  if (labelSmoothing === 0) return game;
  if ("costs" in game) return oneSidedLabelSmoothing(game as SeparableAdversarialLoss, { amount: labelSmoothing });
  throw new GenlabError(
    `\`labelSmoothing\` of ${owner} is ${labelSmoothing}, and its game has no labels. Set it to 0, or choose another game.`,
  );
}
