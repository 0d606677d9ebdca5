import { follow } from "./follow.js";
import { Rank } from "./rank.js";

/**
 * Has the first of the processes that an `mpirun` started train a run, and the others follow it; or the only process there is. Returns the exit
 * code.
 */
export async function together(train: (rank: Rank | undefined) => Promise<number>): Promise<number> {
  const rank = await Rank.open();
  if (!rank) return train(undefined);
  try {
    const code = rank.isFirst ? await train(rank) : await follow(rank);
    rank.end();
    return code;
  } catch (error) {
    // others may be amidst a sum, where they would wait for ever: mpirun ends them with a process that has not said its end
    if (!rank.isUnderWay) rank.end();
    throw error;
  }
}
