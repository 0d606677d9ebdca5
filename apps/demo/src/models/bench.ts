import { batch, computed, effect, signal } from "@preact/signals";
import { messageOf } from "../parts/message-of.js";
import type { Asked, Look } from "../parts/use-look.js";
import type { Pictures } from "../pictures/pictures.js";
import { reachedConfiguration, withConfiguration } from "../runs/checkpoint.js";
import type { Run } from "../runs/run.js";
import { Queue } from "../session/queue.js";
import { engineChoice } from "../shell/location.js";
import { examplesFor } from "./examples-for.js";
import type { ImagesAs } from "./images-as.js";
import { Progress } from "./progress.js";
import { RunSession } from "./run-session.js";
import { type TrainingChoice, TrainingSets } from "./training-sets.js";

const MILLISECONDS_BETWEEN_PICTURES = 400;

/** The run that is open. */
export class Bench implements Asked {
  readonly #session = new RunSession(() => this.#onLost());
  /** Null until the first one is open. */
  readonly run = signal<Run | null>(null);
  /** Images to encode; null for a run on points. */
  readonly examples = signal<Pictures | null>(null);
  /** Whether someone gave images to it. */
  readonly hasImages = signal(false);
  /** Whether 0 is paper and 1 is ink: of the model's own pictures, and so of those that it is given. */
  readonly isInk = computed(() => ["digits", "mnist"].includes(`${this.run.value?.configuration.data.type}`));
  readonly progress = new Progress();
  readonly isTraining = signal(false);
  /** Grows when there is something else to see. */
  readonly version = signal(0);
  /** One for all runs: what is shown stays until the next one answers. */
  readonly subject = computed(() => (this.run.value ? this.#session : null));
  /** Why training stopped. */
  readonly fault = signal<string | null>(null);
  /** The step that a lost engine took the run back to. */
  readonly wentBackTo = signal<number | null>(null);

  readonly #queue = new Queue();
  readonly #stopFollowing: () => void;
  #sets: TrainingSets | null = null;
  /** What training is about. */
  #course: { readonly choice: TrainingChoice; readonly until: number } = { choice: "built-in", until: 0 };
  #isLost = false;
  #engine = engineChoice.peek();

  constructor() {
    this.#session.warm();
    this.#stopFollowing = effect(() => {
      if (engineChoice.value !== this.#engine) void this.#do(() => this.#changeEngine());
      this.#engine = engineChoice.value;
    });
  }

  /** What computes; null until the first run is open. */
  get engine() {
    return this.#session.engine;
  }

  /** Puts a run in the place of the one before; where that fails, the one before is back. */
  open(run: Run): Promise<void> {
    return this.#queue.add(async () => {
      await this.#rest();
      const examples = await examplesFor(run.configuration);
      const sets = new TrainingSets(run.configuration, examples);
      await this.#session.open(run, sets.first);
      this.#sets = sets;
      // at once: who sees the run sees its examples
      batch(() => {
        this.run.value = run;
        this.examples.value = examples;
        this.hasImages.value = false;
        this.progress.open(run);
        this.fault.value = null;
        this.wentBackTo.value = null;
        this.version.value += 1;
      });
    });
  }

  /** Asks the model. */
  readonly look: Look = (queries) => this.#session.look(queries);

  /** Trains until `pause`, or for so many steps. */
  async train(choice: TrainingChoice, count = Number.POSITIVE_INFINITY): Promise<void> {
    this.fault.value = null;
    this.isTraining.value = true;
    this.#course = { choice, until: this.progress.step.peek() + count };
    try {
      await this.#queue.add(async () => this.#session.use(await this.#sets!.of(choice)));
      if (this.isTraining.peek()) await this.#train(this.#course.until);
    } catch (error) {
      if (!this.#isLost) this.fault.value = messageOf(error);
    } finally {
      this.isTraining.value = false;
      this.version.value += 1;
    }
  }

  pause(): Promise<void> {
    return this.#queue.add(() => this.#rest());
  }

  /** Shows other images of the run's shape, and can train on them. */
  give({ shown, data }: ImagesAs): void {
    this.#sets?.give(data);
    batch(() => {
      this.examples.value = shown;
      this.hasImages.value = true;
    });
  }

  /** The run as it is now: the very bytes that were opened where nothing was trained. Nothing where that fails. */
  save(): Promise<Run | undefined> {
    return this.#do(async () => {
      await this.#rest();
      const step = this.progress.step.peek();
      const run = this.run.peek()!;
      const configuration = reachedConfiguration(run.configuration, step);
      const checkpoint = withConfiguration(await this.#session.keep(), configuration);
      return { ...run, configuration, step, metrics: this.progress.metrics.peek(), checkpoint };
    });
  }

  close(): void {
    this.#stopFollowing();
    this.#session.close();
  }

  async #train(until: number): Promise<void> {
    let shown = performance.now();
    this.progress.begin();
    await this.#session.train(until, (frame) => {
      this.progress.add(frame);
      if (performance.now() - shown < MILLISECONDS_BETWEEN_PICTURES) return;
      shown = performance.now();
      this.version.value += 1;
    });
  }

  async #rest(): Promise<void> {
    this.isTraining.value = false;
    await this.#session.pause();
  }

  async #changeEngine(): Promise<void> {
    await this.#rest();
    await this.#session.changeEngine();
    this.version.value += 1;
  }

  #onLost(): void {
    const wasTraining = this.isTraining.peek();
    this.#isLost = true;
    void this.#do(() => this.#goBack(wasTraining));
  }

  async #goBack(wasTraining: boolean): Promise<void> {
    const step = await this.#session.restart().finally(() => {
      this.#isLost = false;
    });
    if (step === null) return;
    this.progress.rewind(step);
    this.wentBackTo.value = step;
    this.version.value += 1;
    if (wasTraining) void this.train(this.#course.choice, this.#course.until - step);
  }

  #do<T>(task: () => Promise<T>): Promise<T | undefined> {
    return this.#queue.add(task).catch((error) => {
      this.fault.value = messageOf(error);
      return undefined;
    });
  }
}
