import { signal } from "@preact/signals";
import type { EngineName } from "../engines/engine-names.js";
import type { EngineReport } from "../engines/prepare-engine.js";
import { SessionClient } from "../session/client.js";
import type { Answers, Queries } from "../session/looks/looks.js";
import { Queue } from "../session/queue.js";
import type { Frame } from "../session/runner.js";
import type { Change } from "../session/session.js";
import type { SessionSpec } from "../session/spec.js";
import { emptySeries, extended, type Series, upTo } from "./curves.js";
import type { Term } from "./kinds.js";
import { messageOf } from "./message-of.js";
import { Pace } from "./pace.js";

/** All that a run is made from. */
export interface Plan {
  readonly spec: SessionSpec;
  readonly changes: readonly Change[];
  readonly engines: readonly EngineName[];
  readonly terms: readonly Term[];
}

export type Look = <Q extends Queries>(queries: Q) => Promise<Answers<Q>>;

/** A lost engine takes a run back by so many steps at most. */
const SNAPSHOT_EVERY = 200;

/** The model of the page: a session in a worker, and what is known of its run. */
export class Bench {
  /** Null until the first model is there, and while another is made. */
  readonly plan = signal<Plan | null>(null);
  readonly engine = signal<EngineReport | null>(null);
  readonly isTraining = signal(false);
  readonly step = signal(0);
  readonly millisecondsPerStep = signal<number | null>(null);
  readonly losses = signal<Series>(emptySeries([]));
  /** Grows when there is something else to see. */
  readonly version = signal(0);
  readonly fault = signal<string | null>(null);
  /** The step that a lost engine took the run back to. */
  readonly wentBackTo = signal<number | null>(null);

  readonly #queue = new Queue();
  readonly #pace = new Pace();
  #wanted: Plan | null = null;
  #client: SessionClient | null = null;
  /** Rejects when the client is closed, which answers no more then. */
  #gone: Promise<never> = new Promise(() => {});
  #leave: () => void = () => {};
  #engines = "";
  #kept: Uint8Array<ArrayBuffer> | null = null;
  #run: Promise<void> = Promise.resolve();
  #isClosed = false;

  /** Makes a model in the place of the one before, which trains at once if that one did. Of several plans only the last is made. */
  open(plan: Plan): Promise<void> {
    this.#wanted = plan;
    return this.#queue.add(async () => {
      if (this.#wanted !== plan || this.#isClosed) return;
      await this.#guarded(async () => {
        const wasTraining = this.isTraining.peek();
        await this.#rest();
        this.plan.value = null;
        this.#kept = null;
        await this.#load(plan);
        this.losses.value = emptySeries(plan.terms);
        this.#show(0);
        if (wasTraining) this.#go();
      });
    });
  }

  /** Trains until `pause`. */
  play(): Promise<void> {
    return this.#queue.add(async () => this.#go());
  }

  pause(): Promise<void> {
    return this.#queue.add(() => this.#rest());
  }

  /** Trains so many steps. */
  advance(count: number): Promise<void> {
    return this.#queue.add(() =>
      this.#guarded(async () => {
        await this.#rest();
        const frame = await this.#client?.step(count, { looks: {} });
        if (frame) this.#take(frame);
        this.version.value += 1;
      }),
    );
  }

  /** Goes on with other settings of the same networks: the step from which on they hold, null where they do not fit. */
  change(spec: SessionSpec): Promise<number | null> {
    return this.#queue.add(async () => {
      const step = await this.#guarded(async () => this.#client?.set(spec));
      return step ?? null;
    });
  }

  /** The run as a checkpoint. */
  snapshot(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#queue.add(async () => {
      if (!this.#client) throw new Error("No model is there yet.");
      return this.#client.snapshot();
    });
  }

  /** Asks the model. */
  readonly look: Look = (queries) => {
    const client = this.#client;
    if (!client) return Promise.reject(new Error("No model is there yet."));
    return this.#pace.during(() => Promise.race([client.look(queries), this.#gone]));
  };

  close(): void {
    this.#isClosed = true;
    this.isTraining.value = false;
    this.#drop();
  }

  async #load(plan: Plan): Promise<void> {
    const engines = plan.engines.join();
    if (engines !== this.#engines) this.#drop();
    this.#client ??= await this.#start(plan.engines);
    this.#engines = engines;
    await this.#client.open(plan.spec, plan.changes);
    this.plan.value = plan;
  }

  #drop(): void {
    this.#leave();
    this.#client?.close();
    this.#client = null;
  }

  async #start(engines: readonly EngineName[]): Promise<SessionClient> {
    const client: SessionClient = await SessionClient.start({
      engines,
      onLost: () => void this.#queue.add(() => this.#goBack(client)),
    });
    if (this.#isClosed) client.close();
    this.engine.value = client.engine;
    this.#gone = new Promise((_, reject) => {
      this.#leave = () => reject(new Error("The worker is gone."));
    });
    this.#gone.catch(() => {}); // nobody may be waiting
    return client;
  }

  #go(): void {
    if (this.isTraining.peek() || !this.#client || !this.plan.peek()) return;
    this.isTraining.value = true;
    this.fault.value = null;
    this.wentBackTo.value = null;
    const milestones = { every: SNAPSHOT_EVERY, looks: {}, snapshot: true };
    this.#run = this.#guarded(async () => {
      await this.#client!.run({ looks: {}, milestones }, async (frame) => {
        this.#take(frame);
        if (this.#pace.isDue()) this.version.value += 1;
        return undefined;
      });
    }).then(() => {
      this.isTraining.value = false;
    });
  }

  async #rest(): Promise<void> {
    if (!this.isTraining.peek()) return;
    await this.#client?.pause();
    await this.#run;
    this.version.value += 1;
  }

  #take({ step, reports, milestones, millisecondsPerStep }: Frame): void {
    const terms = this.plan.peek()?.terms;
    if (!terms) return;
    this.#kept = milestones.at(-1)?.snapshot ?? this.#kept;
    this.step.value = step;
    this.millisecondsPerStep.value = millisecondsPerStep;
    if (reports.length > 0) this.losses.value = extended(this.losses.peek(), terms, reports);
  }

  /** Starts another worker where one was lost, from what was kept of the run. */
  async #goBack(lost: SessionClient): Promise<void> {
    const plan = this.plan.peek();
    if (this.#client !== lost || !plan || this.#isClosed) return;
    this.isTraining.value = false;
    this.#drop();
    await this.#guarded(async () => {
      await this.#load(plan);
      if (this.#kept) await this.#client!.restore(this.#kept);
      const { step } = await this.#client!.step(0, { looks: {} });
      this.losses.value = upTo(step, this.losses.peek());
      this.wentBackTo.value = step;
      this.#show(step);
    });
  }

  #show(step: number): void {
    this.step.value = step;
    this.version.value += 1;
  }

  async #guarded<T>(task: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await task();
      this.fault.value = null;
      return result;
    } catch (error) {
      if (!this.#isClosed) this.fault.value = messageOf(error);
      return undefined;
    }
  }
}
