import type { Node } from "@genlab/graph";

/** Room that kernels use on the way. */
export interface Temporary {
  readonly bytes: number;
}

/** Numbers that a kernel looks up. */
export interface Table {
  readonly entries: Int32Array<ArrayBuffer>;
}

/** Where a result goes that is the value of a node twice, or one that nothing computes. */
export interface Result {
  readonly output: number;
}

/** What has an address: the value of a node, or one of these. */
export type Place = Node | Temporary | Table | Result;

/** A call of a function with the addresses of places. */
export interface Call {
  readonly function: number;
  readonly places: readonly Place[];
  /** Whether it goes through all its values at once from end to end, and so may write one over another that it reads. */
  readonly isFlat?: boolean;
}

export const isNode = (place: Place): place is Node => "op" in place;
