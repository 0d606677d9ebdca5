import { join } from "node:path";
import { GenlabError } from "@genlab/core";
import { forCaller } from "../terminal/caller.js";
import type { FoundImages } from "./find-images.js";
import type { Fault } from "./for-each-image.js";

const MOST_NAMED = 5;

/** Of images, that may be left out since they cannot be read. */
const MOST_SKIPPED = 0.1;

export interface FaultsOptions {
  /** All images, those that were left out before included. */
  readonly count: number;
  /** How many those are. */
  readonly before: number;
  /** Whether what cannot be read is to be left out. */
  readonly skipBad: boolean;
}

/**
 * Refuses images that cannot be read, unless they may be left out.
 *
 * @param place the folder that they lie in
 * @throws GenlabError with the first of them, or when they are more than a tenth of all.
 */
export function checkFaults(place: string, faults: readonly Fault[], { count, before, skipBad }: FaultsOptions): void {
  if (faults.length === 0) return;
  const more = faults.length > MOST_NAMED ? [`and ${faults.length - MOST_NAMED} more`] : [];
  const named = faults.slice(0, MOST_NAMED);
  const lines = [...named.map(({ image, reason }) => `${forCaller(join(place, image.name))}: ${reason}`), ...more];
  const bad = faults.length + before;
  if (skipBad && bad <= MOST_SKIPPED * count) return;
  const what = skipBad
    ? `${bad} of ${count} images cannot be read, and a tenth are the most that are left out. Mend them or take them away:`
    : `${bad} of ${count} images cannot be read. Mend them, take them away, or leave them out with --skip-bad:`;
  throw new GenlabError([what, ...lines].join("\n  "));
}

/** What is found without images of these names. */
export function without(found: FoundImages, names: ReadonlySet<string>): FoundImages {
  if (names.size === 0) return found;
  const kept = (images: FoundImages["train"]) => images.filter(({ name }) => !names.has(name));
  return { ...found, train: kept(found.train), ...(found.test && { test: kept(found.test) }) };
}

/** `cats/1.jpg: it is cut short`, a line an image. */
export const faultLines = (faults: readonly Fault[]): string =>
  faults.map(({ image, reason }) => `${image.name}: ${reason}\n`).join("");
