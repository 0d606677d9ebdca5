import type { Local } from "../encode/function.js";
import type { Library } from "../encode/library.js";
import type { Arithmetic } from "./arithmetic.js";
import type { LeftKind } from "./left.js";
import type { RightKind } from "./pack.js";

/** A product of matrices, `[rows, depth] · [depth, columns]`. Strides are in bytes. */
export interface Product {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly left: {
    readonly kind: LeftKind;
    readonly stride?: number;
    /** Of patches: segments of `length` entries, and the bytes from the end of one to the next. */
    readonly segments?: { readonly count: number; readonly length: number; readonly step: number };
    /** Of columns of patches: how often there are so many rows, and the bytes between the starts of two. */
    readonly groups?: { readonly count: number; readonly stride: number };
  };
  readonly right: { readonly kind: RightKind; readonly stride: number };
}

/** Addresses: of the result, the factors, room for `packedBytes`, and the offsets of patches. */
export interface ProductPlaces {
  readonly result: Local;
  readonly left: Local;
  readonly right: Local;
  readonly packed: Local;
  readonly offsets?: Local;
}

export interface ProductTools {
  readonly library: Library;
  readonly arithmetic: Arithmetic;
}
