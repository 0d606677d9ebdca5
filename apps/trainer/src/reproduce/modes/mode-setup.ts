import type { ModelConfiguration, OptimizersConfiguration } from "@genlab/zoo";

/** A model whose modes are counted, and how it is trained. */
export interface ModeSetup {
  /** What the table calls it. */
  readonly title: string;
  readonly model: ModelConfiguration;
  /** For a run of so many steps: a learning rate may fall to 0 by its end. */
  readonly optimizer: (steps: number) => OptimizersConfiguration;
  /** Points are drawn from a moving average of the model. Default: from the model itself. */
  readonly average?: { readonly decay: number };
  /** Updates, when no other number is asked for. */
  readonly steps: number;
  readonly publishedOnRing: readonly PublishedFigures[];
}

/** What a paper says of the ring. */
export interface PublishedFigures {
  /** The paper of the figures. */
  readonly source: "PacGAN" | "VEEGAN";
  /** Of 8. */
  readonly modesFound: number;
  /** In percent. */
  readonly highQuality: number;
}
