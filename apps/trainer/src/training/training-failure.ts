import { forCaller } from "../terminal/caller.js";

/** A run that had begun could not go on. What it saved before is whole. */
export class TrainingFailure extends Error {
  override readonly name = "TrainingFailure";

  constructor(cause: unknown, folder: string) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${reason}\nThe last checkpoint of the run is still in ${forCaller(folder)}.`, { cause });
  }
}
