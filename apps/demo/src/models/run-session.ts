import { signal } from "@preact/signals";
import { engineOrder } from "../engines/engine-names.js";
import { Losses } from "../engines/losses.js";
import type { EngineReport } from "../engines/prepare-engine.js";
import { completed } from "../runs/checkpoint.js";
import type { Run } from "../runs/run.js";
import { sessionSpec } from "../runs/session-spec.js";
import { SessionClient } from "../session/client.js";
import type { DataSpec } from "../session/data.js";
import type { Answers, Queries } from "../session/looks/looks.js";
import type { Frame } from "../session/runner.js";
import { engineChoice } from "../shell/location.js";

const SNAPSHOT_EVERY = 100;

/** The session of a run in a worker, and what to go on from when the worker is lost. */
export class RunSession {
  /** What computes; null until the first run is open. */
  readonly engine = signal<EngineReport | null>(null);
  readonly #onLost: () => void;
  readonly #losses = new Losses();
  #starting: Promise<SessionClient> | null = null;
  #client: SessionClient | null = null;
  #isClosed = false;
  #run: Run | null = null;
  #data: DataSpec = { type: "digits" };
  #kept: Uint8Array<ArrayBuffer> = new Uint8Array();

  constructor(onLost: () => void) {
    this.#onLost = onLost;
  }

  /** Starts a worker, for a run that is on its way. */
  warm(): void {
    if (this.#starting) return;
    this.#starting = this.#start();
    this.#starting.catch(() => {
      this.#starting = null; // whoever opens a run hears of it, and the next one may try again
    });
  }

  /** Puts a run in the place of the one before; where that fails, the one before is back. */
  async open(run: Run, data: DataSpec): Promise<void> {
    if (this.#run) await this.keep();
    try {
      await this.#load(run, run.checkpoint, data);
    } catch (error) {
      if (this.#run) await this.#load(this.#run, this.#kept, this.#data);
      throw error;
    }
    this.#run = run;
    this.#data = data;
  }

  /** Gives the run other data; what it has learned stays. */
  async use(data: DataSpec): Promise<void> {
    if (data === this.#data || !this.#run) return;
    await this.#load(this.#run, await this.keep(), data);
    this.#data = data;
  }

  /** Goes on from what was kept, in another worker, with the engine that is set now; gives the step. Null where no run is open. */
  async restart(): Promise<number | null> {
    this.#client?.close();
    this.#client = null;
    this.#starting?.then((client) => client.close()).catch(() => {});
    this.#starting = null;
    if (!this.#run) return null;
    await this.#load(this.#run, this.#kept, this.#data);
    return (await this.#opened().step(0, { looks: {} })).step;
  }

  /** Goes on with the engine that is set now. */
  async changeEngine(): Promise<void> {
    if (this.#client && this.#run) await this.keep();
    await this.restart();
  }

  /** The run as a checkpoint. It is what to go on from. */
  async keep(): Promise<Uint8Array<ArrayBuffer>> {
    this.#kept = await this.#opened().snapshot();
    return this.#kept;
  }

  async look<Q extends Queries>(queries: Q): Promise<Answers<Q>> {
    return this.#opened().look(queries);
  }

  /** Trains until it is paused, or to a step. */
  async train(until: number, onFrame: (frame: Frame) => void): Promise<void> {
    const milestones = { every: SNAPSHOT_EVERY, looks: {}, snapshot: true };
    await this.#opened().run({ looks: {}, milestones, until }, async (frame) => {
      this.#kept = frame.milestones.at(-1)?.snapshot ?? this.#kept;
      onFrame(frame);
      return undefined;
    });
  }

  async pause(): Promise<void> {
    await this.#client?.pause();
  }

  close(): void {
    this.#isClosed = true;
    this.#client?.close();
  }

  async #load(run: Run, bytes: Uint8Array<ArrayBuffer>, data: DataSpec): Promise<void> {
    this.warm();
    this.#client ??= await this.#starting!;
    await this.#client.open(sessionSpec(run.configuration, data));
    const whole = completed(bytes, await this.#client.snapshot());
    await this.#client.restore(whole);
    this.#kept = whole;
  }

  async #start(): Promise<SessionClient> {
    const order = engineOrder(engineChoice.peek(), "small"); // the shaders of a network take longer than its samples
    const onLost = () => {
      this.#losses.add(client.engine.engine);
      this.#onLost();
    };
    const client: SessionClient = await SessionClient.start({ engines: this.#losses.without(order), onLost });
    if (this.#isClosed) client.close(); // the page has gone meanwhile
    this.engine.value = client.engine;
    return client;
  }

  #opened(): SessionClient {
    if (!this.#client) throw new Error("No run is open.");
    return this.#client;
  }
}
