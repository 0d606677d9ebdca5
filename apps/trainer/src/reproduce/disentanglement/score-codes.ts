import { createRng } from "@genlab/core";
import { type NdArray, sprites } from "@genlab/data";
import {
  disentanglementCompletenessInformativeness,
  factorVaeScore,
  type MutualInformationGap,
  mutualInformationGap,
  separatedAttributePredictability,
} from "@genlab/metrics";

/** How far codes are one for each thing that the sprites vary in: all in [0, 1], higher is better. */
export interface SpriteScores extends Omit<MutualInformationGap, "information"> {
  /** The separated attribute predictability: of classes for the shape, of quantities for the others. */
  readonly predictability: number;
  readonly disentanglement: number;
  readonly completeness: number;
  readonly informativeness: number;
  readonly factorVaeScore: number;
}

const SHAPE = sprites().factors.findIndex(({ name }) => name === "shape");

/** By all scores; the information of each code about each factor too. */
export function scoreCodes(codes: NdArray, factors: NdArray): SpriteScores & MutualInformationGap {
  const { disentanglement, completeness, informativeness } = disentanglementCompletenessInformativeness(codes, factors);
  return {
    ...mutualInformationGap(codes, factors),
    predictability: separatedAttributePredictability(codes, factors, { classes: [SHAPE] }).gap,
    ...{ disentanglement, completeness, informativeness },
    // the prior's deviation is 1: a code below a twentieth of it says nothing
    factorVaeScore: factorVaeScore(codes, factors, { rng: createRng(0), votes: 2000, leastDeviation: 0.05 }).score,
  };
}
