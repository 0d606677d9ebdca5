import type { NdArray } from "@genlab/core";
import type { Results } from "./compiled-program.js";
import type { Runtime } from "./runtime.js";

/** Copies of what a run gave, whose values are freed. */
export async function readArrays<Value extends object>(
  runtime: Runtime<Value>,
  { values, shapes }: Results<Value>,
): Promise<Readonly<Record<string, NdArray>>> {
  try {
    const arrays = [...values].map(async ([name, value]): Promise<[string, NdArray]> => {
      const data = (await runtime.read(value)).slice();
      return [name, { data, shape: shapes.get(name)! }];
    });
    return Object.fromEntries(await Promise.all(arrays));
  } finally {
    for (const value of values.values()) runtime.free(value);
  }
}
