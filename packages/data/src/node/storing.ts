import { GenlabError } from "@genlab/base";
import { reasonOf } from "./mirror-failure.js";

/** Runs work on the disk; its error says the path and what to do. */
export async function storing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const full = cause instanceof Error && "code" in cause && cause.code === "ENOSPC";
    const remedy = full ? "Free some space there, or choose another folder." : "Choose a folder that can be written.";
    throw new GenlabError(`Cannot write "${path}": ${reasonOf(cause)}. ${remedy}`, { cause });
  }
}
