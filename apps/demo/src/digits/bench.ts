import { signal } from "@preact/signals";
import { Losses } from "../engines/losses.js";
import type { EngineReport } from "../engines/prepare-engine.js";
import { messageOf } from "../parts/message-of.js";
import type { Asked, Look } from "../parts/use-look.js";
import { SessionClient } from "../session/client.js";
import { Queue } from "../session/queue.js";
import type { Frame } from "../session/runner.js";
import type { SessionSpec } from "../session/spec.js";
import { Pace } from "./pace.js";
import type { Plan } from "./plan.js";
import { RunRecord } from "./record.js";

/** A lost engine takes a run back by so many steps at most, and one can go back to the multiples. */
const milestones = { every: 100, looks: {}, snapshot: true };

/** The model of the page, in a worker. What one asks for is done in the order in which it was asked. */
export class Bench implements Asked {
  /** Null until the first model is there, and while another is made. */
  readonly plan = signal<Plan | null>(null);
  readonly subject = this.plan;
  readonly engine = signal<EngineReport | null>(null);
  readonly isTraining = signal(false);
  readonly record = new RunRecord();
  /** Grows when there is something else to see. */
  readonly version = signal(0);
  readonly fault = signal<string | null>(null);
  /** The step that a lost engine took the run back to. */
  readonly wentBackTo = signal<number | null>(null);

  readonly #queue = new Queue();
  readonly #pace = new Pace();
  #wanted: Plan | null = null;
  #goal = 0;
  readonly #losses = new Losses();
  #client: SessionClient | null = null;
  #engines = "";
  #run: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** Makes a model in the place of the one before, which trains at once if that one did. Of several plans only the last is made. */
  open(plan: Plan): Promise<void> {
    this.#wanted = plan;
    return this.#do(async () => {
      if (this.#wanted !== plan) return;
      const wasTraining = this.isTraining.peek();
      await this.#rest();
      await this.#begin(plan);
      if (wasTraining) this.#go();
    });
  }

  /** Makes the model that was asked for last once more, from its first step. */
  async again(): Promise<void> {
    if (this.#wanted) await this.open({ ...this.#wanted });
  }

  /** Leaves no model. */
  clear(): Promise<void> {
    this.#wanted = null;
    return this.#do(async () => {
      await this.#rest();
      this.plan.value = null;
    });
  }

  /** Trains until `pause`, or until so many steps are done. */
  play(until = Number.POSITIVE_INFINITY): Promise<void> {
    return this.#do(async () => this.#go(until));
  }

  pause(): Promise<void> {
    return this.#do(() => this.#rest());
  }

  /** Trains so many steps. */
  advance(count: number): Promise<void> {
    return this.#do(async () => {
      await this.#rest();
      this.record.goOn();
      this.record.take(await this.#ask((client) => client.step(count, { looks: {} })));
      this.version.value += 1;
    });
  }

  /** Shows the run as it was at one of its moments. Training goes on from there, and what came after it is forgotten then. */
  goTo(step: number): Promise<void> {
    this.#goal = step;
    return this.#do(async () => {
      if (this.#goal !== step) return; // a slider has moved on
      await this.#rest();
      const now = this.record.step.peek();
      if (now === this.record.head.peek()) {
        this.record.keep(now, await this.#ask((client) => client.snapshot()));
      }
      const bytes = this.record.at(step);
      if (bytes) await this.#restore(bytes);
    });
  }

  /** Goes on with other settings of the same networks: the step from which on they hold, none where they do not fit. */
  change(specOf: () => SessionSpec): Promise<number | undefined> {
    return this.#do(async () => {
      this.record.goOn();
      return this.#ask((client) => client.set(specOf()));
    });
  }

  /** The run as a checkpoint. */
  snapshot(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#do(() => this.#ask((client) => client.snapshot()));
  }

  /** Asks the model. */
  readonly look: Look = (queries) => this.#pace.during(() => this.#ask((client) => client.look(queries)));

  readonly onFault = (reason: string): void => {
    this.fault.value = reason;
  };

  close(): void {
    this.#isClosed = true;
    this.isTraining.value = false;
    this.#drop();
  }

  async #ask<T>(question: (client: SessionClient) => Promise<T>): Promise<T> {
    if (!this.#client) throw new Error("No model is there yet.");
    return question(this.#client);
  }

  async #begin(plan: Plan): Promise<void> {
    this.plan.value = null;
    await this.#load(plan);
    this.record.begin(plan.terms, await this.#ask((client) => client.snapshot()));
    this.version.value += 1;
  }

  async #load(plan: Plan): Promise<void> {
    const engines = plan.engines.join();
    if (engines !== this.#engines) this.#drop();
    this.#engines = engines;
    this.#client ??= await this.#start(this.#losses.without(plan.engines));
    if (this.#isClosed) this.#drop();
    await this.#ask((client) => client.open(plan.spec, plan.changes));
    this.plan.value = plan;
  }

  async #start(engines: Plan["engines"]): Promise<SessionClient> {
    const onLost = () => {
      const wasTraining = this.isTraining.peek();
      void this.#do(() => this.#recover(client, wasTraining));
    };
    const client: SessionClient = await SessionClient.start({ engines, onLost });
    this.engine.value = client.engine;
    return client;
  }

  #drop(): void {
    this.#client?.close();
    this.#client = null;
  }

  #go(until = Number.POSITIVE_INFINITY): void {
    if (this.isTraining.peek() || !this.plan.peek()) return;
    this.isTraining.value = true;
    this.wentBackTo.value = null;
    this.record.goOn();
    const onFrame = async (frame: Frame) => {
      this.record.take(frame);
      if (this.#pace.isDue()) this.version.value += 1;
      return undefined;
    };
    const run = () => this.#ask((client) => client.run({ looks: {}, milestones, until }, onFrame));
    this.#run = this.#guarded(run).then(() => {
      this.isTraining.value = false;
    });
  }

  async #rest(): Promise<void> {
    if (!this.isTraining.peek()) return;
    await this.#ask((client) => client.pause());
    await this.#run;
    this.version.value += 1;
  }

  async #restore(bytes: Uint8Array): Promise<void> {
    await this.#ask((client) => client.restore(bytes));
    const { step } = await this.#ask((client) => client.step(0, { looks: {} }));
    this.record.step.value = step;
    this.version.value += 1;
  }

  /** Starts another worker where one was lost, from what was kept of the run. */
  async #recover(lost: SessionClient, wasTraining: boolean): Promise<void> {
    if (this.#client !== lost) return;
    this.#losses.add(lost.engine.engine);
    this.#drop();
    await this.#run;
    const plan = this.plan.peek();
    if (!plan) {
      if (this.#wanted) await this.#begin(this.#wanted); // it was lost while it made a model
      return;
    }
    await this.#load(plan);
    const bytes = this.record.before(this.record.step.peek());
    if (bytes) await this.#restore(bytes);
    this.record.goOn();
    if (wasTraining) this.#go();
    this.wentBackTo.value = this.record.step.peek();
  }

  #do<T>(task: () => Promise<T>): Promise<T | undefined> {
    return this.#queue.add(() => this.#guarded(task));
  }

  async #guarded<T>(task: () => Promise<T>): Promise<T | undefined> {
    if (this.#isClosed) return undefined;
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
