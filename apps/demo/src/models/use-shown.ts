import type { NdArray } from "@genlab/data";
import { useMemo } from "preact/hooks";
import type { Bench } from "./bench.js";
import { state } from "./state.js";

/** Examples that are shown at a time. */
export const SHOWN = 10;

/** The examples that the address asks for, from the first again after the last. Null for a run on points. */
export function useShown(bench: Bench): NdArray | null {
  const x = bench.examples.value?.x;
  const { page } = state.value;
  return useMemo(() => (x ? shown(x, page) : null), [x, page]);
}

function shown(x: NdArray, page: number): NdArray {
  const [count = 0, ...shape] = x.shape;
  const size = x.data.length / count;
  const data = new Float32Array(Math.min(SHOWN, count) * size);
  for (let place = 0; place * size < data.length; place++) {
    const index = (page * SHOWN + place) % count;
    data.set(x.data.subarray(index * size, (index + 1) * size), place * size);
  }
  return { data, shape: [data.length / size, ...shape] };
}
