import { type Node, rootOf } from "@genlab/graph";
import { type Dispatch, FAULT, isNode, type Place, type Temporary } from "../lower/dispatch.js";
import { entriesOf } from "../lower/lowering.js";
import { sizeClass } from "./pool.js";

/** Buffers for the values that nobody sees. */
export interface Slots {
  /** The number of the buffer of each. */
  readonly of: ReadonlyMap<Place, number>;
  /** Entries of each buffer. */
  readonly entries: readonly number[];
}

/** The place whose entries a place has. */
export const ownerOf = (place: Place): Place => (isNode(place) ? rootOf(place) : place);

/** Gives each a buffer that no other has while it is needed. */
export function slotsOf(dispatches: readonly Dispatch[], isElsewhere: (node: Node) => boolean): Slots {
  const last = new Map<Place, number>();
  for (const [at, { places }] of dispatches.entries()) for (const place of places) last.set(ownerOf(place), at);
  const of = new Map<Place, number>();
  const entries: number[] = [];
  const spare = new Map<number, number[]>();
  for (const [at, dispatch] of dispatches.entries()) {
    const places = [...new Set(dispatch.places.map(ownerOf))].filter(
      (place): place is Node | Temporary => place !== FAULT && !(isNode(place) && isElsewhere(place)),
    );
    for (const place of places) {
      if (of.has(place)) continue;
      const size = sizeClass(4 * entriesOf(place));
      const slot = spare.get(size)?.pop() ?? entries.length;
      if (slot === entries.length) entries.push(size / 4);
      of.set(place, slot);
    }
    for (const place of places) {
      if (last.get(place) !== at) continue;
      const size = sizeClass(4 * entriesOf(place));
      spare.set(size, [...(spare.get(size) ?? []), of.get(place)!]);
    }
  }
  return { of, entries };
}
