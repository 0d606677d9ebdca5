import type { Layer, Rng } from "@genlab/core";

export interface LayerSpecification {
  readonly create: (rng: Rng) => Layer;
  /** Shape of an input, batch first. */
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
}

/** What every layer promises. */
export function itIsALayer(_specification: LayerSpecification): void {
  throw new Error("not written yet");
}
