import { type Node, rootOf, sizeOf } from "@genlab/graph";
import { type Call, isNode, type Place, type Temporary } from "./call.js";

/** Where values lie that nobody sees, as distances from one address. */
export interface Plan {
  readonly offsets: ReadonlyMap<Place, number>;
  /** From the first to the end of the last. */
  readonly bytes: number;
}

interface Life {
  readonly place: Place;
  readonly bytes: number;
  readonly first: number;
  last: number;
}

/** Vectors may be written so far past the end. */
export const SLACK = 12;

/** Gives each a place that no other has while it is needed. */
export function plan(calls: readonly Call[], isElsewhere: (node: Node) => boolean): Plan {
  const lives = new Map<Place, Life>();
  for (const [at, call] of calls.entries()) {
    for (const each of call.places) {
      const place = isNode(each) ? rootOf(each) : each;
      if (!(isNode(place) ? !isElsewhere(place) : "bytes" in place)) continue;
      const known = lives.get(place);
      if (known) known.last = at;
      else lives.set(place, { place, bytes: bytesOf(place as Node | Temporary), first: at, last: at });
    }
  }
  // in order of their offsets
  const placed: (Life & { readonly offset: number })[] = [];
  // the largest first: the small ones fit between them
  for (const life of [...lives.values()].toSorted((a, b) => b.bytes - a.bytes)) {
    let offset = 0;
    for (const other of placed) {
      if (other.first > life.last || life.first > other.last) continue;
      if (offset + life.bytes <= other.offset) break;
      offset = Math.max(offset, other.offset + other.bytes);
    }
    const after = placed.findIndex((other) => other.offset > offset);
    placed.splice(after < 0 ? placed.length : after, 0, { ...life, offset });
  }
  return {
    offsets: new Map(placed.map(({ place, offset }) => [place, offset])),
    bytes: placed.reduce((end, { offset, bytes }) => Math.max(end, offset + bytes), 0),
  };
}

const bytesOf = (place: Node | Temporary): number =>
  Math.ceil((("op" in place ? 4 * sizeOf(place.shape) : place.bytes) + SLACK) / 16) * 16;
