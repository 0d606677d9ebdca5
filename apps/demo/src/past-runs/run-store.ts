import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Parameters } from "../address.js";
import type { Past } from "../plane/run/history.js";
import type { Origin } from "../plane/run/slot.js";

/** Of what is written below. Runs of another format are left alone. */
export const FORMAT = 1;

/** What a model of a run has shown: all but the bytes. */
export type KeptPast = Omit<Past, "kept">;

/** A run of the playground that is kept in the browser, without what its models have shown. */
export interface KeptRun {
  readonly format: typeof FORMAT;
  readonly id: string;
  /** The address that makes it. */
  readonly parameters: Parameters;
  /** Steps that all models have done. */
  readonly step: number;
  /** When it was kept last, in milliseconds since 1970. */
  readonly time: number;
  readonly isPlaying: boolean;
  /** Steps that are kept for going back, by model. None: it never began. */
  readonly steps: readonly (readonly number[])[];
}

/** A checkpoint of a model of a run: at a step that one can go back to, or where the run is. */
export interface KeptCheckpoint {
  readonly model: number;
  readonly step: number | "head";
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether it was kept before: it is written only if it is there no more. */
  readonly isSaved: boolean;
}

type Key = [run: string, model: number, step: number | "head"];

interface Schema extends DBSchema {
  runs: { key: string; value: KeptRun };
  pasts: { key: [run: string, model: number]; value: KeptPast };
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

  /** Null where the browser keeps nothing for the page, or a page of an earlier build holds on to what is kept. */
  static async open(): Promise<RunStore | null> {
    const upgrade = (database: IDBPDatabase<Schema>) => {
      database.createObjectStore("runs", { keyPath: "id" });
      database.createObjectStore("pasts");
      database.createObjectStore("checkpoints");
    };
    try {
      return await new Promise((resolve, reject) => {
        const blocking = (_from: number, _to: number | null, { target }: Event) => (target as IDBDatabase).close(); // for a later build
        const database = openDB<Schema>("genlab", 1, { upgrade, blocking, blocked: () => resolve(null) });
        database.then((opened) => resolve(new RunStore(opened)), reject);
      });
    } catch {
      return null;
    }
  }

  /** All, the latest first. */
  async list(): Promise<readonly KeptRun[]> {
    const runs = (await this.#database.getAll("runs")).filter(isReadable);
    return runs.toSorted((one, other) => other.time - one.time);
  }

  async get(id: string): Promise<KeptRun | undefined> {
    const run = await this.#database.get("runs", id);
    return run && isReadable(run) ? run : undefined;
  }

  /** What the models of a run have shown. */
  pasts(id: string): Promise<readonly KeptPast[]> {
    return this.#database.getAll("pasts", all(id));
  }

  /** Keeps a run in the place of what was kept of it. Checkpoints that it does not go back to any more are forgotten. */
  async put(run: KeptRun, pasts: readonly KeptPast[], checkpoints: readonly KeptCheckpoint[]): Promise<void> {
    const change = this.#database.transaction(["runs", "pasts", "checkpoints"], "readwrite");
    change.done.catch(() => {}); // what fails says so itself
    const bytes = change.objectStore("checkpoints");
    await change.objectStore("runs").put(run);
    for (const [model, past] of pasts.entries()) await change.objectStore("pasts").put(past, [run.id, model]);
    const there = await bytes.getAllKeys(all(run.id));
    const names = new Set(there.map(String));
    for (const { model, step, bytes: value, isSaved } of checkpoints) {
      const key: Key = [run.id, model, step];
      if (!isSaved || !names.has(String(key))) await bytes.put(value, key);
    }
    for (const key of there) {
      const [, model, step] = key;
      if (step !== "head" && !run.steps[model]?.includes(step)) await bytes.delete(key);
    }
    await change.done;
    for (const { id } of (await this.list()).slice(MOST_RUNS)) await this.remove(id);
  }

  /** Where its models go on from, null for one that never began. Null where something of it is missing. */
  async origins(run: KeptRun): Promise<readonly (Origin | null)[] | null> {
    const origins = await Promise.all(run.steps.map((_, model) => this.#origin(run, model)));
    return origins.every((origin) => origin !== undefined) ? origins : null;
  }

  async remove(id: string): Promise<void> {
    const change = this.#database.transaction(["runs", "pasts", "checkpoints"], "readwrite");
    change.done.catch(() => {}); // what fails says so itself
    await change.objectStore("runs").delete(id);
    await change.objectStore("pasts").delete(all(id));
    await change.objectStore("checkpoints").delete(all(id));
    await change.done;
  }

  close(): void {
    this.#database.close();
  }

  async #origin({ id, steps: byModel }: KeptRun, model: number): Promise<Origin | null | undefined> {
    const steps = byModel[model]!;
    if (steps.length === 0) return null;
    const past = await this.#database.get("pasts", [id, model]);
    const read = (step: number | "head") => this.#database.get("checkpoints", [id, model, step]);
    const [checkpoint, ...found] = await Promise.all([read("head"), ...steps.map(read)]);
    if (!past || !checkpoint || found.includes(undefined)) return undefined;
    const kept = new Map(steps.map((step, index) => [step, found[index]!]));
    return { checkpoint, past: { ...past, kept } };
  }
}

const isReadable = ({ format }: KeptRun) => format === FORMAT;

/** What is kept by models of a run: an array is after all numbers and texts. */
const all = (id: string) => IDBKeyRange.bound([id], [id, []]);
