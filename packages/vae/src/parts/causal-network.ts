import type { Tensor } from "@tensorflow/tfjs-core";

/** Says what comes next: a network that reads codes one after another, and needs not read again what it has read. */
export interface CausalNetwork<Past = unknown> {
  /**
   * Logits `[batch, places, codes]` of the codes at some places, of the code before each as a row of the identity, `[batch, places, codes]`:
   * zeros before the first. The places follow those of a past, and its own past is for those that follow.
   */
  extend(before: Tensor, past?: Past): { readonly logits: Tensor; readonly past: Past };
}
