import { signal } from "@preact/signals";

/** Where one looks among the codes, as distances from their mean in standard deviations. */
export class Explorer {
  /** The place that was chosen, `[latent]`; empty before the first model. */
  readonly chosen = signal<Float32Array>(new Float32Array(0));
  /** The place under the cursor; null where it is elsewhere. */
  readonly pointed = signal<Float32Array | null>(null);
  /** The latents, in the order to show them. The map has the first two. */
  readonly order = signal<readonly number[]>([0, 1]);
  /** Codes of the two ends of the walk. */
  readonly ends = signal<readonly Float32Array[]>([]);
  /** The code of what is drawn. */
  readonly drawn = signal<Float32Array | null>(null);

  /** Begins at a place among so many latents; in their middle where it is none of theirs. */
  reset(latent: number, place: readonly number[]): void {
    this.chosen.value = place.length === latent ? Float32Array.from(place) : new Float32Array(latent);
    this.pointed.value = null;
    this.order.value = Array.from({ length: latent }, (_, axis) => axis);
    this.ends.value = [];
    this.drawn.value = null;
  }

  /** Moves along one latent. */
  set(axis: number, steps: number): void {
    const next = this.chosen.peek().slice();
    next[axis] = steps;
    this.chosen.value = next;
    this.pointed.value = null;
  }
}
