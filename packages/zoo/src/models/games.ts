import { GenlabError } from "@genlab/core";
import {
  type AdversarialLoss,
  hinge,
  leastSquares,
  minimax,
  nonSaturating,
  oneSidedLabelSmoothing,
  relativistic,
  relativisticAverage,
  type SeparableAdversarialLoss,
  wasserstein,
} from "@genlab/losses";
import { oneOf } from "../settings.js";

/** Games in which each logit has its cost, by name. */
export const separableGames = {
  "non-saturating": nonSaturating,
  minimax,
  "least-squares": leastSquares,
  hinge,
  wasserstein,
} satisfies Record<string, SeparableAdversarialLoss>;

/** What the players of an adversarial game minimise, by name. */
export const games = {
  ...separableGames,
  relativistic,
  "relativistic-average": relativisticAverage,
} satisfies Record<string, AdversarialLoss>;

type Game = keyof typeof games;
type SeparableGame = keyof typeof separableGames;

/** A game with real examples labelled `1 − labelSmoothing`. */
export function smoothed(name: Game, labelSmoothing: number): AdversarialLoss {
  if (labelSmoothing === 0) return games[name];
  if (isSeparable(name)) return oneSidedLabelSmoothing(separableGames[name], { amount: labelSmoothing });
  throw new GenlabError(
    `\`labelSmoothing\` is ${labelSmoothing}, and the game "${name}" has no labels. Set it to 0, or choose another game.`,
  );
}

const isSeparable = (name: Game): name is SeparableGame => Object.hasOwn(separableGames, name);

/** The setting that names a game. */
export const game = (value: Game) => oneOf(Object.keys(games) as Game[], value);

/** The setting that names one in which each logit has its cost. */
export const separableGame = (value: SeparableGame) => oneOf(Object.keys(separableGames) as SeparableGame[], value);
