import { describe, GenlabError } from "@genlab/core";
import type { Transform } from "./transform.js";

/** Refuses what is no transform, such as a list of them. */
export function requireTransform(owner: string, transform: Transform): void {
  const { init, update } = (transform ?? {}) as Partial<Transform>;
  if (typeof init === "function" && typeof update === "function") return;
  throw new GenlabError(
    `${owner} got ${describe(transform)}. Expected a transform, such as adam({ learningRate: 1e-3 }), or chain(first, second) of two.`,
  );
}
