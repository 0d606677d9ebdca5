import { type Buffer, buffer } from "@genlab/core";
import { concat, slice, type Tensor, tidy, zeros } from "@tensorflow/tfjs-core";

export interface RecentCodesOptions {
  readonly latent: number;
  /** How many are kept. */
  readonly kept: number;
}

/** The codes of the last batches, so that a small batch is compared with more than itself: zeros before the first. */
export class RecentCodes {
  readonly values: Buffer;

  constructor({ latent, kept }: RecentCodesOptions) {
    this.values = buffer(() => zeros([kept, latent]));
  }

  /** The codes of a batch `[batch, latent]`, and before them the latest until there are as many as are kept. */
  before(codes: Tensor): Tensor {
    const missing = this.values.shape[0]! - codes.shape[0]!;
    return missing > 0 ? tidy(() => concat([codes, slice(this.values, 0, missing)])) : codes;
  }

  /** Takes in a batch for the oldest. */
  follow(codes: Tensor): void {
    tidy(() => void this.values.assign(slice(this.before(codes), 0, this.values.shape[0]!)));
  }
}
