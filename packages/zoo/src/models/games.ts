import {
  type AdversarialLoss,
  hinge,
  leastSquares,
  minimax,
  nonSaturating,
  relativisticAverage,
  wasserstein,
} from "@genlab/losses";
import { oneOf } from "../settings.js";

/** What the players of an adversarial game minimise, by name. */
export const games = {
  "non-saturating": nonSaturating,
  minimax,
  "least-squares": leastSquares,
  hinge,
  wasserstein,
  "relativistic-average": relativisticAverage,
} satisfies Record<string, AdversarialLoss>;

type Game = keyof typeof games;

/** The setting that names one. */
export const game = (value: Game) => oneOf(Object.keys(games) as Game[], value);
