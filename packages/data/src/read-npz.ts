import type { NdArray } from "@genlab/base";
import { openNpz, type ReadNpzOptions } from "./open-npz.js";

/**
 * All arrays of a file that `numpy.savez` or `savez_compressed` wrote, by name, as `readNpy` gives them.
 *
 * @throws GenlabError as `openNpz` and `readNpy` do.
 */
export async function readNpz(
  given: Uint8Array | ArrayBuffer,
  options: ReadNpzOptions = {},
): Promise<ReadonlyMap<string, NdArray>> {
  const arrays = new Map<string, NdArray>();
  for (const [key, array] of await openNpz(given, options)) arrays.set(key, await array.read());
  return arrays;
}
