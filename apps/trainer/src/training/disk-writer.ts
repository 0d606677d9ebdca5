import { GenlabError } from "@genlab/core";
import { isDiskFull, type RunFolder, whileFull } from "@genlab/trainers/node";
import { commandLine, forCaller } from "../terminal/caller.js";

export interface DiskWriterOptions {
  readonly folder: RunFolder;
  /** Ends a wait. */
  readonly signal: AbortSignal;
  /** Default 10. */
  readonly minutes?: number | undefined;
}

const MINUTES = 10;

/**
 * Writes into the folder of a run, and waits where the disk is full. When the time is over, the checkpoint before the last makes room: what
 * has been trained is saved in its place, and the run is to stop.
 */
export class DiskWriter {
  readonly #options: DiskWriterOptions;
  #isFull = false;

  constructor(options: DiskWriterOptions) {
    this.#options = options;
  }

  /** Whether the time is over. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** @throws GenlabError when the disk refuses. */
  async write<T>(write: () => Promise<T>): Promise<T> {
    const { folder, signal, minutes = MINUTES } = this.#options;
    const onWait = ({ message }: Error) =>
      process.stderr.write(
        `${message}\nThe run waits up to ${minutes} min for space, and goes on when there is some.\n`,
      );
    const seconds = this.#isFull ? 0 : 60 * minutes;
    try {
      return await whileFull(write, { seconds, signal, onWait: (error) => onWait(error as Error) });
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      this.#isFull = true;
      await folder.dropFormer();
      return write();
    }
  }

  /** @throws GenlabError when the disk stayed full. */
  requireSpace(): void {
    if (!this.#isFull) return;
    const { folder, minutes = MINUTES } = this.#options;
    throw new GenlabError(
      `The disk stayed full for ${minutes} min, and the run stopped. Free some space, then go on: ${commandLine("resume", forCaller(folder.path))}`,
    );
  }
}
