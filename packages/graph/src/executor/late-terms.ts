import type { PendingTerms } from "@genlab/core";
import type { Runtime } from "./runtime.js";

/** Terms that stay with a runtime until someone reads them. */
export function lateTerms<Value extends object>(
  runtime: Runtime<Value>,
  terms: ReadonlyMap<string, Value>,
): PendingTerms {
  let reading: Promise<Readonly<Record<string, number>>> | undefined;
  let isFreed = false;
  const free = () => {
    if (!isFreed) for (const value of terms.values()) runtime.free(value);
    isFreed = true;
  };
  const readAll = async () => {
    try {
      const values = [...terms].map(async ([name, value]) => [name, (await runtime.read(value))[0]!] as const);
      return Object.fromEntries(await Promise.all(values));
    } finally {
      free();
    }
  };
  return {
    read() {
      reading ??= readAll();
      return reading;
    },
    dispose() {
      if (!reading) free();
    },
  };
}
