/** What a TensorBoard event file can hold of a step. */
export type Summary =
  | { readonly tag: string; readonly scalar: number }
  | { readonly tag: string; readonly image: EncodedImage }
  | { readonly tag: string; readonly histogram: Histogram };

export interface EncodedImage {
  readonly width: number;
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue, 4 with opacity. */
  readonly channels: 1 | 3 | 4;
  /** A PNG file. */
  readonly png: Uint8Array;
}

/** Counts of values between limits, and their moments. */
export interface Histogram {
  readonly least: number;
  readonly most: number;
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  /** The upper limit of each bucket, rising. */
  readonly limits: readonly number[];
  /** How many values are in each. */
  readonly counts: readonly number[];
}

/** One record of an event file. */
export interface Event {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step?: number;
  /** Of the format, in the first record alone. */
  readonly fileVersion?: string;
  /** Whether what was logged for this step and later ones is void: a run goes on from an earlier checkpoint. */
  readonly isRestart?: boolean;
  readonly summaries?: readonly Summary[];
}
