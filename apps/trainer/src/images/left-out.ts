import type { Fault, FoundImages } from "@genlab/data/node";

/** What is found without images of these names. */
export function without(found: FoundImages, names: ReadonlySet<string>): FoundImages {
  if (names.size === 0) return found;
  const kept = (images: FoundImages["train"]) => images.filter(({ name }) => !names.has(name));
  return { ...found, train: kept(found.train), ...(found.test && { test: kept(found.test) }) };
}

/** `cats/1.jpg: it is cut short`, a line an image. */
export const faultLines = (faults: readonly Fault[]): string =>
  faults.map(({ image, reason }) => `${image.name}: ${reason}\n`).join("");
