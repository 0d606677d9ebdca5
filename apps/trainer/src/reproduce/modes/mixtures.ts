import { type GaussianMixture, gaussianGrid, gaussianRing } from "@genlab/data";

/** Gaussians in the plane whose modes are counted. */
export interface Mixture {
  /** What the configuration of a run calls it. */
  readonly data: "ring" | "grid";
  readonly distribution: GaussianMixture;
  readonly inWords: string;
}

/** The measures of both are those of VEEGAN, https://arxiv.org/abs/1705.07761, and PacGAN, https://arxiv.org/abs/1712.04086. */
export const mixtures = {
  ring8: { data: "ring", distribution: gaussianRing(), inWords: "eight Gaussians on a circle" },
  grid25: { data: "grid", distribution: gaussianGrid(), inWords: "twenty-five Gaussians on a grid" },
} satisfies Record<string, Mixture>;
