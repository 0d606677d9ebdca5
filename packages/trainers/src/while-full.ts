import { setTimeout as sleep } from "node:timers/promises";
import { isDiskFull } from "./write-file.js";

export interface WhileFullOptions {
  /** How long to wait for space, in all. */
  readonly seconds: number;
  /** Hears of the first failure, before the wait. */
  readonly onWait?: (error: unknown) => void;
  /** Ends the wait. */
  readonly signal?: AbortSignal;
}

const SECONDS_BETWEEN_TRIALS = 1;

/**
 * Writes, and where the disk is full (or a quota is used up) tries again every second, until there is space or the time is over.
 *
 * @param write leaves nothing half written where it fails
 * @throws what `write` does, when the time is over, when `signal` ends it, and at once for anything else than a full disk.
 */
export async function whileFull<T>(write: () => Promise<T>, { seconds, onWait, signal }: WhileFullOptions): Promise<T> {
  const end = performance.now() + 1000 * seconds;
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await write();
    } catch (error) {
      if (!isDiskFull(error) || signal?.aborted || performance.now() >= end) throw error;
      if (isFirst) onWait?.(error);
      // a signal that ends the wait has the write tried once more
      await sleep(1000 * SECONDS_BETWEEN_TRIALS, undefined, signal && { signal }).catch(() => {});
    }
  }
}
