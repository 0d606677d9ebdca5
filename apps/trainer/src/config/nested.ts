import type { PartialConfig } from "./run-config.js";

/** A part of a configuration that says one thing, at a path: `["model", "latent"]`. */
export const nested = (path: readonly string[], value: unknown): PartialConfig =>
  path.reduceRight<unknown>((inner, key) => Object.fromEntries([[key, inner]]), value) as PartialConfig;
