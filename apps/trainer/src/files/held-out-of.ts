import { GenlabError } from "@genlab/core";
import type { RunConfig } from "../config/run-config.js";
import { rngFor } from "../runs/rng-for.js";
import { forCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";
import { holdOut } from "./hold-out.js";

interface Split {
  readonly heldOut?: readonly number[];
  readonly path: string;
}

/**
 * The examples of a file that are to test on: those that the run notes, or a tenth.
 *
 * @throws GenlabError for those that the file does not have, and for a file of one example.
 */
export function heldOutOf({ heldOut, path }: Split, count: number, config: RunConfig): readonly number[] {
  if (count < 2) throw new GenlabError(`There is one example in ${forCaller(path)}; two are the least.`);
  const noted = heldOut ?? holdOut(count, rngFor(config, "points"));
  const isRight = noted.length > 0 && noted.length < count && new Set(noted).size === noted.length;
  if (isRight && noted.every((index) => index < count)) return noted;
  throw new GenlabError(
    `"data.heldOut" has ${counted(noted.length, "index", "indices")}, which are not some of ${count} examples. Leave it out.`,
  );
}
