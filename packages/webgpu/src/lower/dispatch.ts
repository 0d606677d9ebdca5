import type { DType, Node } from "@genlab/graph";

/** Entries that kernels use on the way. */
export interface Temporary {
  readonly entries: number;
  readonly dtype: DType;
}

/** Where a kernel says that an index points nowhere. */
export const FAULT = { isFault: true } as const;

/** What has a buffer: the value of a node, or one of these. */
export type Place = Node | Temporary | typeof FAULT;

/** A kernel, and the buffers that are bound to it. */
export interface Dispatch {
  readonly code: string;
  readonly places: readonly Place[];
  readonly workgroups: readonly [number, number, number];
}

export const isNode = (place: Place): place is Node => "op" in place;
