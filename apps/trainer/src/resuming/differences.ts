import { isDeepStrictEqual } from "node:util";
import { isObject, type PartialConfig } from "../config/run-config.js";

/** A setting that is not the same in two configurations. What is absent in one has no value there. */
export interface Difference {
  readonly path: readonly string[];
  readonly from?: unknown;
  readonly to?: unknown;
}

/** The settings in which two configurations differ; a list is one setting. */
export function differences(
  from: PartialConfig,
  to: PartialConfig,
  above: readonly string[] = [],
): readonly Difference[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) => {
    const [before, after, path] = [from[key], to[key], [...above, key]];
    if (isObject(before) && isObject(after)) return differences(before, after, path);
    if (isDeepStrictEqual(before, after)) return [];
    return [{ path, ...(before !== undefined && { from: before }), ...(after !== undefined && { to: after }) }];
  });
}

/** The configuration with the difference, where it still has the value that this was from. */
export function withDifference(config: PartialConfig, { path, from, to }: Difference): PartialConfig {
  const [key = "", ...rest] = path;
  const value = config[key];
  if (rest.length > 0) {
    if (!isObject(value)) return config;
    return { ...config, [key]: withDifference(value, { path: rest, from, to }) };
  }
  if (!isDeepStrictEqual(value, from)) return config;
  const { [key]: _, ...others } = config;
  return to === undefined ? others : { ...config, [key]: to };
}
