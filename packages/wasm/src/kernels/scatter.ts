import type { Code } from "../encode/code.js";
import type { FunctionScope, Local } from "../encode/function.js";
import { f32x4, i32, v128 } from "../encode/instructions.js";
import { move } from "./nest.js";

export interface ScatterSizes {
  readonly count: number;
  /** Segments of a patch, entries of each, and the bytes from the end of one to the next. */
  readonly segments: number;
  readonly length: number;
  readonly step: number;
}

interface ScatterPlaces {
  readonly to: Local;
  readonly from: Local;
  readonly offsets: Local;
}

/** Adds patches, which lie one after the other, to where a table says that they come from. The places stay as they are. */
export function emitScatter(scope: FunctionScope, places: ScatterPlaces, sizes: ScatterSizes): Code {
  const [entry, from, to] = [scope.local("i32"), scope.local("i32"), scope.local("i32")];
  const whole = Math.floor(sizes.length / 4);
  const rest = sizes.length % 4;
  const add = (value: Code, offset = 0): Code =>
    v128.store(to.get, f32x4.add(v128.load(to.get, offset), value), offset);
  // the lanes past the end stay as they are
  const lanes = [0, 1, 2, 3].map((lane) => (lane < rest ? lane : 4));
  return [
    entry.set(places.offsets.get),
    from.set(places.from.get),
    scope.count({ to: sizes.count }, () => [
      to.set(i32.add(places.to.get, i32.load(entry.get))),
      scope.count({ to: sizes.segments }, () => [
        scope.count({ to: whole }, () => [add(v128.load(from.get)), move(from, 16), move(to, 16)]),
        rest > 0 ? add(v128.shuffle(v128.load(from.get), f32x4.const(-0), lanes)) : [],
        move(from, 4 * rest),
        move(to, 4 * rest + sizes.step),
      ]),
      move(entry, 4),
    ]),
  ];
}
