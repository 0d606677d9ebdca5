import { join } from "node:path";
import { GenlabError } from "@genlab/base";
import type { ImageRows } from "../../image-rows.js";
import type { Fault } from "./for-each-image.js";

const MOST_NAMED = 5;

/** Of images, that may be left out since they cannot be read. */
const MOST_SKIPPED = 0.1;

/** What images that cannot be read are judged by. */
export interface FaultsOptions {
  /** All images, those that were left out before included. */
  readonly count: number;
  /** How many those are. */
  readonly before: number;
  /** Whether what cannot be read is to be left out. */
  readonly skipBad: boolean;
  /** What is given for that. Default `skipBad`. */
  readonly option?: string;
  /** The values of the others, which are closed where the images are refused. */
  readonly rows?: ImageRows;
}

/**
 * Refuses images that cannot be read, unless they may be left out.
 *
 * @param name what errors call the place that they lie in
 * @throws GenlabError with the first of them, or when they are more than a tenth of all.
 */
export function checkFaults(
  name: string,
  faults: readonly Fault[],
  { count, before, skipBad, option = "`skipBad`", rows }: FaultsOptions,
): void {
  if (faults.length === 0) return;
  const more = faults.length > MOST_NAMED ? [`and ${faults.length - MOST_NAMED} more`] : [];
  const named = faults.slice(0, MOST_NAMED);
  const lines = [
    ...named.map(({ image, reason }) => `${image.entry.called ?? join(name, image.name)}: ${reason}`),
    ...more,
  ];
  const bad = faults.length + before;
  if (skipBad && bad <= MOST_SKIPPED * count) return;
  const what = skipBad
    ? `${bad} of ${count} images cannot be read, and a tenth are the most that are left out. Mend them or take them away:`
    : `${bad} of ${count} images cannot be read. Mend them, take them away, or leave them out with ${option}:`;
  rows?.close?.();
  throw new GenlabError([what, ...lines].join("\n  "));
}
