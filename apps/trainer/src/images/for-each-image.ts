import { GenlabError } from "@genlab/core";
import { forCaller } from "../terminal/caller.js";
import type { FoundImage } from "./find-images.js";

const AT_ONCE = 16;
const MOST_NAMED = 5;

/**
 * Does something with each image, some at a time.
 *
 * @throws GenlabError that names the images that it could not be done with.
 */
export async function forEachImage(
  images: readonly FoundImage[],
  act: (image: FoundImage, index: number) => Promise<void>,
): Promise<void> {
  const faults: string[] = [];
  let next = 0;
  const work = async () => {
    while (next < images.length) {
      const index = next++;
      const image = images[index]!;
      await act(image, index).catch((error: Error) => {
        faults.push(`${forCaller(image.path)}: ${error.message.split("\n").at(-1)}`);
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (faults.length === 0) return;
  const more = faults.length > MOST_NAMED ? [`and ${faults.length - MOST_NAMED} more`] : [];
  const lines = [...faults.sort().slice(0, MOST_NAMED), ...more];
  throw new GenlabError(
    [`${faults.length} of ${images.length} images cannot be read. Mend them or take them away:`, ...lines].join("\n  "),
  );
}
