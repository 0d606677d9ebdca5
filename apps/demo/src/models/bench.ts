import { effect, signal } from "@preact/signals";
import { engineOrder } from "../engines/engine-names.js";
import type { EngineReport } from "../engines/prepare-engine.js";
import { completed, reachedConfiguration, withConfiguration } from "../runs/checkpoint.js";
import { isOfPoints, shapeOf } from "../runs/configuration.js";
import type { Run } from "../runs/run.js";
import { SessionClient } from "../session/client.js";
import type { DataSpec } from "../session/data.js";
import type { Answers, Queries } from "../session/looks/looks.js";
import { Queue } from "../session/queue.js";
import { engineChoice } from "../shell/location.js";
import { digitsAs, type Examples } from "./digits-as.js";
import { messageOf } from "./message-of.js";
import { Progress } from "./progress.js";
import { sessionSpec } from "./session-spec.js";
import { type TrainingChoice, TrainingSets } from "./training-sets.js";

export type Look = <Q extends Queries>(queries: Q) => Promise<Answers<Q>>;

const EXAMPLES = 60;
const SNAPSHOT_EVERY = 100;
const MILLISECONDS_BETWEEN_PICTURES = 400;

/** The run that is open, in a worker. */
export class Bench {
  /** Null until the first one is open. */
  readonly run = signal<Run | null>(null);
  /** Images to encode; null for a run on points. */
  readonly examples = signal<Examples | null>(null);
  readonly progress = new Progress();
  readonly engine = signal<EngineReport | null>(null);
  readonly isTraining = signal(false);
  /** Grows when there is something else to see. */
  readonly version = signal(0);
  readonly fault = signal<string | null>(null);
  /** The step that a lost engine took the run back to. */
  readonly wentBackTo = signal<number | null>(null);

  readonly #queue = new Queue();
  readonly #stopFollowing: () => void;
  #client: SessionClient | null = null;
  #sets: TrainingSets | null = null;
  #data: DataSpec = { type: "digits" };
  /** What to go back to when the engine is lost. */
  #kept: Uint8Array<ArrayBuffer> = new Uint8Array();
  #engine = engineChoice.peek();

  constructor() {
    this.#stopFollowing = effect(() => {
      const choice = engineChoice.value;
      if (choice !== this.#engine) void this.#queue.add(() => this.#changeEngine());
      this.#engine = choice;
    });
  }

  /** Puts a run in the place of the one before; where that fails, the one before is back. */
  open(run: Run): Promise<void> {
    return this.#queue.add(async () => {
      await this.#rest();
      const before = this.run.peek();
      if (before) this.#kept = await this.#client!.snapshot();
      const examples = isOfPoints(run.configuration.data)
        ? null
        : await digitsAs(shapeOf(run.configuration.data), "test", EXAMPLES);
      const sets = new TrainingSets(run.configuration, examples);
      try {
        await this.#load(run, run.checkpoint, sets.first);
      } catch (error) {
        if (before) await this.#load(before, this.#kept, this.#data);
        throw error;
      }
      this.#sets = sets;
      this.#data = sets.first;
      this.run.value = run;
      this.examples.value = examples;
      this.progress.open(run);
      this.wentBackTo.value = null;
      this.version.value += 1;
    });
  }

  /** Asks the model. */
  readonly look: Look = (queries) => {
    if (!this.#client) throw new Error("No run is open.");
    return this.#client.look(queries);
  };

  /** Trains until `pause`, or for so many steps. */
  async train(choice: TrainingChoice, count = Number.POSITIVE_INFINITY): Promise<void> {
    this.fault.value = null;
    this.isTraining.value = true;
    try {
      await this.#queue.add(() => this.#use(choice));
      if (this.isTraining.peek()) await this.#run(this.progress.step.peek() + count);
    } catch (error) {
      this.fault.value = messageOf(error);
    } finally {
      this.isTraining.value = false;
      this.version.value += 1;
    }
  }

  pause(): Promise<void> {
    return this.#queue.add(() => this.#rest());
  }

  /** Shows other images, and can train on them. */
  give(images: Examples): void {
    this.examples.value = images;
    this.#sets?.give(images);
  }

  /** The run as it is now: the very bytes that were opened where nothing was trained. */
  save(): Promise<Run> {
    return this.#queue.add(async () => {
      await this.#rest();
      const step = this.progress.step.peek();
      const run = this.run.peek()!;
      const configuration = reachedConfiguration(run.configuration, step);
      const checkpoint = withConfiguration(await this.#client!.snapshot(), configuration);
      return { ...run, configuration, step, metrics: this.progress.metrics.peek(), checkpoint };
    });
  }

  close(): void {
    this.#stopFollowing();
    this.#client?.close();
    this.#client = null;
  }

  async #load(run: Run, bytes: Uint8Array<ArrayBuffer>, data: DataSpec): Promise<void> {
    this.#client ??= await this.#start();
    await this.#client.open(sessionSpec(run.configuration, data));
    const whole = completed(bytes, await this.#client.snapshot());
    await this.#client.restore(whole);
    this.#kept = whole;
  }

  async #start(): Promise<SessionClient> {
    const engines = engineOrder(engineChoice.peek(), "small"); // the shaders of a network take longer than its samples
    const client = await SessionClient.start({
      engines,
      onLost: () => void this.#queue.add(() => this.#goBack(client)),
    });
    this.engine.value = client.engine;
    return client;
  }

  async #rest(): Promise<void> {
    this.isTraining.value = false;
    await this.#client?.pause();
  }

  async #changeEngine(): Promise<void> {
    if (!this.#client) return;
    await this.#rest();
    this.#kept = await this.#client.snapshot();
    await this.#restart();
  }

  async #goBack(lost: SessionClient): Promise<void> {
    if (this.#client !== lost) return;
    this.isTraining.value = false;
    await this.#restart();
    const { step } = await this.#client.step(0, { looks: {} });
    this.progress.rewind(step);
    this.wentBackTo.value = step;
  }

  /** Goes on from what was kept, in another worker. */
  async #restart(): Promise<void> {
    this.#client?.close();
    this.#client = null;
    const run = this.run.peek();
    if (run) await this.#load(run, this.#kept, this.#data);
    this.version.value += 1;
  }

  /** Gives the session other data; what was learned stays. */
  async #use(choice: TrainingChoice): Promise<void> {
    const data = await this.#sets!.of(choice);
    if (data === this.#data) return;
    await this.#load(this.run.peek()!, await this.#client!.snapshot(), data);
    this.#data = data;
  }

  async #run(until: number): Promise<void> {
    let shown = performance.now();
    this.progress.begin();
    const milestones = { every: SNAPSHOT_EVERY, looks: {}, snapshot: true };
    await this.#client!.run({ looks: {}, milestones, until }, async (frame) => {
      this.#kept = frame.milestones.at(-1)?.snapshot ?? this.#kept;
      this.progress.add(frame);
      if (performance.now() - shown > MILLISECONDS_BETWEEN_PICTURES) {
        shown = performance.now();
        this.version.value += 1;
      }
      return undefined;
    });
  }
}
