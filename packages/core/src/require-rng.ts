import { describe, GenlabError } from "@genlab/base";
import type { Rng } from "./rng.js";

/** @throws GenlabError for what is no stream of random numbers: a seed, or a function. */
export function requireRng(owner: string, rng: Rng): void {
  if (typeof rng?.normal === "function" && typeof rng.fork === "function") return;
  throw new GenlabError(`\`rng\` of ${owner} is ${describe(rng)}. Give createRng(seed), or a fork of one.`);
}
