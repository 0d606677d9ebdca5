import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Parameters } from "../address.js";
import type { Past } from "../plane/run/history.js";
import type { Origin } from "../plane/run/slot.js";

/** A model of a run that is kept: all but the bytes. */
export interface KeptModel extends Omit<Past, "kept"> {
  /** Steps that are kept for going back. */
  readonly steps: readonly number[];
}

/** A run of the playground that is kept in the browser. */
export interface KeptRun {
  readonly id: string;
  /** The address that makes it. */
  readonly parameters: Parameters;
  /** Steps that all models have done. */
  readonly step: number;
  /** When it was kept last, in milliseconds since 1970. */
  readonly time: number;
  readonly isPlaying: boolean;
  readonly models: readonly KeptModel[];
}

/** A checkpoint of a model of a run: at a step that one can go back to, or where the run is. */
export interface KeptCheckpoint {
  readonly model: number;
  readonly step: number | "head";
  readonly bytes: Uint8Array<ArrayBuffer>;
}

type Key = [run: string, model: number, step: number | "head"];

interface Schema extends DBSchema {
  runs: { key: string; value: KeptRun };
  checkpoints: { key: Key; value: Uint8Array<ArrayBuffer> };
}

/** More than so many runs are not kept: the oldest go. */
const MOST_RUNS = 12;

/** Runs in the browser's database for this page. */
export class RunStore {
  readonly #database: IDBPDatabase<Schema>;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  /** Null where the browser keeps nothing for the page. */
  static async open(): Promise<RunStore | null> {
    try {
      const upgrade = (database: IDBPDatabase<Schema>) => {
        database.createObjectStore("runs", { keyPath: "id" });
        database.createObjectStore("checkpoints");
      };
      return new RunStore(await openDB<Schema>("genlab", 1, { upgrade }));
    } catch {
      return null;
    }
  }

  /** All, the latest first. */
  async list(): Promise<readonly KeptRun[]> {
    return (await this.#database.getAll("runs")).toSorted((one, other) => other.time - one.time);
  }

  get(id: string): Promise<KeptRun | undefined> {
    return this.#database.get("runs", id);
  }

  /** Keeps a run in the place of what was kept of it, with more checkpoints. Those that it does not go back to any more are forgotten. */
  async put(run: KeptRun, checkpoints: readonly KeptCheckpoint[]): Promise<void> {
    const change = this.#database.transaction(["runs", "checkpoints"], "readwrite");
    const bytes = change.objectStore("checkpoints");
    await change.objectStore("runs").put(run);
    for (const { model, step, bytes: value } of checkpoints) await bytes.put(value, [run.id, model, step]);
    for (const key of await bytes.getAllKeys(all(run.id))) {
      const [, model, step] = key;
      if (step !== "head" && !run.models[model]?.steps.includes(step)) await bytes.delete(key);
    }
    await change.done;
    for (const { id } of (await this.list()).slice(MOST_RUNS)) await this.remove(id);
  }

  /** Where its models go on from. Null where something of it is missing. */
  async origins(run: KeptRun): Promise<readonly Origin[] | null> {
    const origins = await Promise.all(run.models.map((_, model) => this.#origin(run, model)));
    return origins.every((origin) => origin !== null) ? origins : null;
  }

  async remove(id: string): Promise<void> {
    const change = this.#database.transaction(["runs", "checkpoints"], "readwrite");
    await change.objectStore("runs").delete(id);
    await change.objectStore("checkpoints").delete(all(id));
    await change.done;
  }

  close(): void {
    this.#database.close();
  }

  async #origin({ id, models }: KeptRun, model: number): Promise<Origin | null> {
    const { steps, ...past } = models[model]!;
    const read = (step: number | "head") => this.#database.get("checkpoints", [id, model, step]);
    const [checkpoint, ...found] = await Promise.all([read("head"), ...steps.map(read)]);
    if (!checkpoint || found.includes(undefined)) return null;
    const kept = new Map(steps.map((step, index) => [step, found[index]!]));
    return { checkpoint, past: { ...past, kept } };
  }
}

/** The checkpoints of a run: an array is after all numbers and texts. */
const all = (id: string) => IDBKeyRange.bound([id], [id, []]);
