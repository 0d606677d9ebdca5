import { signal } from "@preact/signals";
import { messageOf } from "../parts/message-of.js";
import type { GivenFile } from "../runs/given-file.js";
import { readRun } from "../runs/read-run.js";
import type { Run } from "../runs/run.js";
import type { Bench } from "./bench.js";
import { fetchIndex, fetchModel, type ShippedModel } from "./shipped.js";
import { words } from "./words.js";

/** Brings runs to the bench, the last one that was asked for; says what is under way and what went wrong. */
export class Opener {
  readonly isOpening = signal(true);
  readonly fault = signal<string | null>(null);
  /** The shipped model that is open; null for a run that was given. */
  readonly shipped = signal<string | null>(null);
  /** What there is to choose from. */
  readonly shelf = signal<readonly ShippedModel[]>([]);
  readonly #bench: Bench;
  #latest = 0;

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  async fetchShelf(): Promise<void> {
    try {
      this.shelf.value = await fetchIndex();
    } catch (error) {
      this.fault.value = messageOf(error);
    }
  }

  /** Whether the model was opened. */
  openShipped(id: string): Promise<boolean> {
    return this.#open(() => fetchModel(id, words.peek().faults), id);
  }

  /** Opens a shipped model where a run could not be, and goes on saying why it could not. */
  async openInstead(id: string): Promise<void> {
    const fault = this.fault.peek();
    if ((await this.openShipped(id)) && this.fault.peek() === null) this.fault.value = fault;
  }

  /** Whether the run was opened. */
  openGiven(files: readonly GivenFile[]): Promise<boolean> {
    return this.#open(() => readRun(files, words.peek().faults), null);
  }

  async #open(read: () => Promise<Run>, id: string | null): Promise<boolean> {
    this.#latest += 1;
    const mine = this.#latest;
    this.isOpening.value = true;
    this.fault.value = null;
    try {
      const run = await read();
      if (mine !== this.#latest) return false;
      await this.#bench.open(run).catch((error: unknown) => {
        throw new Error(`${run.path}: ${messageOf(error)}`);
      });
      this.shipped.value = id;
      return true;
    } catch (error) {
      if (mine === this.#latest) this.fault.value = messageOf(error);
      return false;
    } finally {
      if (mine === this.#latest) this.isOpening.value = false;
    }
  }
}
