/** An image as it was given. */
export interface GivenImage {
  /** What it is called, with its folders: `cats/1.png`. */
  readonly name: string;
  readonly file: File;
}

/** What becomes of an image. */
export interface ImageShape {
  readonly width: number;
  readonly height: number;
  /** Three for colours, one for grey. */
  readonly channels: 1 | 3;
  /** What shows through where an image has nothing. */
  readonly ground: "black" | "white";
  /** Whether light becomes dark. */
  readonly invert: boolean;
}

/** Where values lie: in a file of the origin, or in memory. */
export type StoredValues =
  | { readonly folder: string; readonly file: string }
  | { readonly memory: Uint8Array<ArrayBuffer> };

/** Images that were read, a byte a value, one after another. */
export interface StoredImages {
  /** [height, width, channels]. */
  readonly shape: readonly [number, number, number];
  /** Of those that were read, in the order of their values. */
  readonly names: readonly string[];
  /** Of those that the browser cannot draw. */
  readonly unread: readonly string[];
  readonly values: StoredValues;
}
