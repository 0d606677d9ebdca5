import { type ReadonlySignal, signal } from "@preact/signals";
import type { EngineName } from "../../engines/engine-names.js";
import type { EngineReport } from "../../engines/prepare-engine.js";
import { messageOf } from "../../parts/message-of.js";
import { SessionClient } from "../../session/client.js";
import type { Answers, Queries } from "../../session/looks/looks.js";
import type { Frame, Reply, RunOptions } from "../../session/runner.js";
import type { Change } from "../../session/session.js";
import type { SessionSpec } from "../../session/spec.js";
import { History, MILESTONE, type Past } from "./history.js";
import { POINTS, type Portrait, qualityQueries } from "./portrait.js";

export type SlotStatus =
  | { readonly is: "starting" }
  | { readonly is: "ready" }
  | { readonly is: "failed"; readonly reason: string }
  /** The graphics context was lost, or the worker died: it went on from an earlier step. */
  | { readonly is: "recovered"; readonly step: number };

/** Where a model goes on from: what it has shown so far, and the run as it is. */
export interface Origin {
  readonly past: Past;
  readonly checkpoint: Uint8Array<ArrayBuffer>;
}

/** How a slot's session is made. */
export interface SlotPlan {
  readonly spec: SessionSpec;
  readonly changes: readonly Change[];
  /** Half the side of the square that is looked at. */
  readonly range: number;
}

type Effort = Pick<Frame, "millisecondsPerStep" | "tensors">;

/** One of the models side by side: its worker, and what it has shown so far. */
export class Slot {
  readonly history = new History();
  readonly #plan: SlotPlan;
  readonly #onLost: () => void;
  readonly #portrait = signal<Portrait>({});
  readonly #examples = signal<ArrayLike<number>>([]);
  readonly #step = signal(0);
  readonly #status = signal<SlotStatus>({ is: "starting" });
  #client: SessionClient | null = null;
  #changes: readonly Change[];
  #isClosed = false;
  #effort: Effort = { millisecondsPerStep: 0, tensors: 0 };

  /** @param onLost hears that the worker is of no use any more; `start` makes another */
  constructor(plan: SlotPlan, onLost: () => void) {
    this.#plan = plan;
    this.#changes = plan.changes;
    this.#onLost = onLost;
  }

  /** What the last frame showed. */
  get portrait(): ReadonlySignal<Portrait> {
    return this.#portrait;
  }

  /** Some of the data, `[count, 2]`. */
  get examples(): ReadonlySignal<ArrayLike<number>> {
    return this.#examples;
  }

  /** Steps done at the last frame. */
  get step(): ReadonlySignal<number> {
    return this.#step;
  }

  get status(): ReadonlySignal<SlotStatus> {
    return this.#status;
  }

  /** What training costs. */
  get effort(): Effort {
    return this.#effort;
  }

  get engine(): EngineReport | null {
    return this.#client?.engine ?? null;
  }

  /**
   * Makes the session in a worker, and what was kept of an earlier one is gone on from.
   *
   * @param given a worker that is free. Default: a new one
   * @param origin where it goes on from. Default: its first step
   */
  async start(
    engines: readonly EngineName[],
    looks: Queries,
    given: SessionClient | null = null,
    origin: Origin | null = null,
  ): Promise<void> {
    this.#status.value = { is: "starting" };
    try {
      if (origin) this.history.recall(origin.past);
      given?.listen(this.#onLost);
      const client = given ?? (await SessionClient.start({ engines, onLost: this.#onLost }));
      if (this.#isClosed) return client.close();
      this.#client = client;
      await client.open(this.#plan.spec, this.#changes);
      const last = origin ? null : this.history.kept.last;
      const checkpoint = origin?.checkpoint ?? last?.item;
      if (checkpoint) await client.restore(checkpoint);
      this.#take(await client.step(0, this.#options(looks)));
      this.history.cut(this.#step.peek());
      this.#examples.value = (await client.look({ examples: { count: POINTS } })).examples.x.data;
      if (!checkpoint) await this.#begin(client);
      this.history.settle();
      this.#status.value = last ? { is: "recovered", step: last.step } : { is: "ready" };
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Trains so many steps and shows what became of it. */
  advance(count: number, looks: Queries): Promise<void> {
    return this.#orFail(async (client) => this.#take(await client.step(count, this.#options(looks))));
  }

  /** Runs until it is paused. */
  run(options: Omit<RunOptions, "milestones">, onFrame: (step: number) => Promise<Reply>): Promise<void> {
    return this.#orFail((client) =>
      client.run({ ...options, ...this.#options(options.looks) }, (frame) => {
        this.#take(frame);
        return onFrame(frame.step);
      }),
    );
  }

  pause(): Promise<void> {
    return this.#orFail((client) => client.pause());
  }

  /** Asks the model. Null where it does not answer. */
  async look<Q extends Queries>(queries: Q): Promise<Answers<Q> | null> {
    try {
      return (await this.#client?.look(queries)) ?? null;
    } catch {
      return null; // whoever trains it hears of what is wrong
    }
  }

  /** Goes on with other settings, and says from which step on. Null where it could not. */
  async set(spec: SessionSpec): Promise<number | null> {
    let from: number | null = null;
    await this.#orFail(async (client) => {
      const step = await client.set(spec);
      this.#changes = [...this.#changes.filter((change) => change.step < step), { step, spec }];
      from = step;
    });
    return from;
  }

  /** The run as it is. Null where there is none. */
  async snapshot(): Promise<Uint8Array<ArrayBuffer> | null> {
    let bytes: Uint8Array<ArrayBuffer> | null = null;
    await this.#orFail(async (client) => {
      bytes = await client.snapshot();
    });
    return bytes;
  }

  /** Where another model may go on from: here. Null where there is no run. */
  async origin(): Promise<Origin | null> {
    const checkpoint = await this.snapshot();
    return checkpoint && { checkpoint, past: this.history.pastOf(this.#step.peek()) };
  }

  /** Goes to where the run was. What came later stays known until the history is cut. */
  restore(bytes: Uint8Array, looks: Queries): Promise<void> {
    return this.#orFail(async (client) => {
      await client.restore(bytes);
      this.#take(await client.step(0, this.#options(looks)));
      this.history.visit(this.#step.peek());
      if (this.#status.peek().is === "failed") this.#status.value = { is: "ready" };
    });
  }

  /** Brings one that failed back to what was kept last, if anything was. */
  async revive(looks: Queries): Promise<void> {
    const { last } = this.history.kept;
    if (this.#status.peek().is !== "failed" || !last) return;
    await this.restore(last.item, looks);
    this.history.cut(last.step);
  }

  /** Leaves a worker that is lost; `start` makes another. */
  drop(): void {
    this.#client?.close();
    this.#client = null;
  }

  /** Ends it, but for its worker, which is free then. Null where there is none of use. */
  release(): SessionClient | null {
    const client = this.#status.peek().is === "failed" ? null : this.#client;
    if (client) this.#client = null;
    this.close();
    return client;
  }

  /** Ends it. */
  close(): void {
    this.#isClosed = true;
    this.drop();
  }

  #options(looks: Queries): RunOptions {
    const milestones = { every: MILESTONE, looks: qualityQueries(this.#plan.range), snapshot: true };
    return { looks, milestones };
  }

  /** The first milestone, which no run reaches. */
  async #begin(client: SessionClient): Promise<void> {
    const snapshot = await client.snapshot();
    const answers = await client.look(qualityQueries(this.#plan.range));
    this.history.take({ reports: [], milestones: [{ step: 0, snapshot, answers }] });
  }

  async #orFail(task: (client: SessionClient) => Promise<void>): Promise<void> {
    const client = this.#client;
    if (!client) return;
    try {
      await task(client);
    } catch (error) {
      if (client === this.#client) this.#fail(error); // else it was left
    } finally {
      this.history.settle();
    }
  }

  #fail(error: unknown): void {
    this.#status.value = { is: "failed", reason: messageOf(error) };
  }

  #take(frame: Frame): void {
    this.history.take(frame);
    this.#effort = frame;
    if (frame.answers) this.#portrait.value = frame.answers;
    this.#step.value = frame.step;
  }
}

/** Those that did not fail. */
export const working = (slots: readonly Slot[]): readonly Slot[] =>
  slots.filter(({ status }) => status.value.is !== "failed");
