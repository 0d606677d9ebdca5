import { requireBooleans, requireCounts, requirePositive } from "@genlab/core";

/** What every norm of channels has. */
export interface NormOptions {
  /** The last size of `x`. */
  readonly channels: number;
  /** Default 1e-5. */
  readonly epsilon?: number;
  /** Whether a learned scale and shift per channel follow. Default true. */
  readonly affine?: boolean;
}

/** Throws for numbers that are none of a norm. */
export function requireNorm(owner: string, { channels, epsilon, affine }: Required<NormOptions>): void {
  requireBooleans(owner, { affine });
  requireCounts(owner, { channels });
  requirePositive(owner, { epsilon });
}
