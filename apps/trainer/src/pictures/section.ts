import type { NdArray } from "@genlab/data";

/** Examples under a heading. */
export interface Section {
  /** Small letters and spaces. */
  readonly label: string;
  /** Images `[count, height, width, channels]` in [0, 1], one channel or three; or vectors `[count, numbers]`. */
  readonly examples: NdArray;
}
