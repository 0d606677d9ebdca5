import { type DType, sizeOf } from "@genlab/graph";
import { whole } from "../shader/literal.js";
import { gridOf, shaderOf } from "../shader/shader.js";
import { type Dispatch, FAULT, type Place, type Temporary } from "./dispatch.js";

/** What a kernel writes and reads: nodes, or temporaries. */
export interface Places {
  readonly outputs: readonly Exclude<Place, typeof FAULT>[];
  readonly inputs: readonly Exclude<Place, typeof FAULT>[];
  readonly setsFault?: boolean;
}

export interface Kernel extends Places {
  readonly threads: number;
  readonly groups: number;
  /** Default 1. */
  readonly layers?: number;
  readonly shared?: readonly string[];
  /** Given the number of the group in WGSL. */
  readonly body: (group: string) => readonly string[];
}

const THREADS = 64;

/** Collects the kernels that compute a graph. */
export class Lowering {
  readonly dispatches: Dispatch[] = [];
  /** Storage buffers that a kernel may have. */
  readonly mostBuffers: number;

  constructor(mostBuffers: number) {
    this.mostBuffers = mostBuffers;
  }

  temporary(entries: number, dtype: DType = "float32"): Temporary {
    return { entries, dtype };
  }

  kernel({ outputs, inputs, setsFault = false, threads, groups, layers = 1, shared = [], body }: Kernel): void {
    if (groups === 0) return;
    const { workgroups, group } = gridOf(groups, layers);
    const code = shaderOf({
      outputs: outputs.map(({ dtype }) => dtype),
      inputs: inputs.map(({ dtype }) => dtype),
      setsFault,
      threads,
      shared,
      body: body(group),
    });
    this.dispatches.push({ code, places: [...outputs, ...inputs, ...(setsFault ? [FAULT] : [])], workgroups });
  }

  /** A thread for each number `i` below a count. */
  each(count: number, places: Places, body: readonly string[]): void {
    this.kernel({
      ...places,
      threads: THREADS,
      groups: Math.ceil(count / THREADS),
      body: (group) => [`let i = ${group} * ${THREADS}u + thread;`, `if (i >= ${whole(count)}) { return; }`, ...body],
    });
  }
}

/** How many entries a place has. */
export const entriesOf = (place: Exclude<Place, typeof FAULT>): number =>
  "op" in place ? sizeOf(place.shape) : place.entries;
