import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { EngineName } from "../../engines/engine-names.js";
import { Queue } from "../../session/queue.js";
import type { SessionSpec } from "../../session/spec.js";
import { Convoy, type ConvoyOptions } from "./convoy.js";
import { type Origin, Slot, type SlotPlan, working } from "./slot.js";
import { TimeTravel } from "./time-travel.js";

/** A worker that lost its graphics context as often as this gets another engine. */
const LOSSES_OF_AN_ENGINE = 2;

export interface ExperimentOptions extends ConvoyOptions {
  /** Engines to try, the first one first. */
  readonly engines: readonly EngineName[];
}

/**
 * Models side by side: they start, run, pause and go back together. What is asked for is done in the order in which it was asked.
 */
export class Experiment {
  readonly #queue = new Queue();
  readonly #convoy = new Convoy();
  readonly #slots = signal<readonly Slot[]>([]);
  readonly #isPlaying = signal(false);
  readonly #losses = new WeakMap<Slot, number>();
  #options: ExperimentOptions = { engines: [], looks: {}, isSlow: false };
  #until = Number.POSITIVE_INFINITY;
  #opens = 0;
  #destination: number | null = null;
  /** Whether it played until all models had failed: one whose worker is lost comes back. */
  #isStranded = false;
  #isClosed = false;

  readonly slots: ReadonlySignal<readonly Slot[]> = this.#slots;
  readonly isPlaying: ReadonlySignal<boolean> = this.#isPlaying;

  /** Steps that all models have done. */
  readonly step = computed(() => {
    const slots = working(this.#slots.value);
    const steps = (slots.length > 0 ? slots : this.#slots.value).map(({ step }) => step.value);
    return steps.length > 0 ? Math.min(...steps) : 0;
  });

  readonly #travel = new TimeTravel(this.#slots, this.step);

  /** Steps that one can go to: those that all models kept, and the last one. */
  readonly places: ReadonlySignal<readonly number[]> = this.#travel.places;

  /**
   * Makes all models anew, and goes on playing if it did. Of several that wait, only the last one is done.
   *
   * @param origins where they go on from. Default: from their first steps
   */
  open(
    plans: readonly SlotPlan[],
    options: ExperimentOptions,
    origins: readonly (Origin | null)[] = [],
  ): Promise<void> {
    const mine = ++this.#opens;
    return this.#queue.add(async () => {
      if (this.#isClosed || mine !== this.#opens) return;
      await this.#convoy.stop();
      const isSameEngine = options.engines.join() === this.#options.engines.join();
      const workers = isSameEngine ? this.#slots.peek().map((slot) => slot.release()) : [];
      for (const slot of this.#slots.peek()) slot.close();
      for (const worker of workers.slice(plans.length)) worker?.close();
      this.#options = options;
      this.#travel.forget();
      const slots = plans.map((plan) => {
        const slot: Slot = new Slot(plan, () => void this.#restart(slot));
        return slot;
      });
      this.#slots.value = slots;
      await Promise.all(
        slots.map((slot, i) => slot.start(options.engines, options.looks, workers[i] ?? null, origins[i] ?? null)),
      );
      this.#goOn();
    });
  }

  /**
   * Whether it will pause by itself.
   *
   * @param until the step where it does. Default, or where it is there or beyond: never
   */
  play(until = 0): Promise<boolean> {
    this.#setPlaying(true);
    return this.#queue.add(async () => {
      await this.#convoy.stop();
      this.#until = until > this.step.peek() ? until : Number.POSITIVE_INFINITY;
      this.#travel.stay();
      const pauses = this.#until === until;
      if (working(this.#slots.peek()).length === 0) await this.#all((slot) => slot.revive(this.#options.looks));
      this.#go();
      return pauses;
    });
  }

  pause(): Promise<void> {
    this.#setPlaying(false);
    return this.#queue.add(() => this.#rest());
  }

  stepOnce(): Promise<void> {
    this.#setPlaying(false);
    return this.#queue.add(async () => {
      await this.#rest();
      this.#travel.stay();
      await this.#each((slot) => slot.advance(1, this.#options.looks));
    });
  }

  /**
   * One step with other settings for one model, and those that come after it. Says from which steps on they hold, or null where it
   * cannot have them.
   *
   * @param specsOf both settings, asked for where the models rest. Null: they are wanted no more
   */
  stepWith(
    slot: Slot,
    specsOf: () => readonly [during: SessionSpec, after: SessionSpec] | null,
  ): Promise<readonly [during: number, after: number] | null> {
    this.#setPlaying(false);
    return this.#queue.add(async () => {
      await this.#rest();
      this.#travel.stay();
      const specs = specsOf();
      if (!specs) return null;
      const set = async (spec: SessionSpec) => {
        await slot.revive(this.#options.looks);
        return slot.set(spec);
      };
      const during = await set(specs[0]);
      if (during === null) return null;
      await this.#each((each) => each.advance(1, this.#options.looks));
      const after = await set(specs[1]);
      return after === null || after <= during ? null : [during, after]; // one that failed was brought back to before it
    });
  }

  /** Shows the models as they were after so many steps: one of `places`. Playing goes on from there. */
  travel(step: number): Promise<void> {
    this.#setPlaying(false);
    this.#destination = step;
    return this.#queue.add(async () => {
      if (this.#destination !== step) return; // a slider has moved on already
      await this.#rest();
      await this.#travel.go(step, this.#options.looks);
    });
  }

  /** Goes through all places once more, and then back to where the models were. False where the page was left. */
  replay(visit: (step: number, share: number) => Promise<void>): Promise<boolean> {
    return this.#queue.add(async () => {
      await this.#rest();
      try {
        return await this.#travel.tour(this.#options.looks, async (step, share) => {
          if (this.#isClosed) return false;
          await visit(step, share);
          return true;
        });
      } finally {
        this.#go();
      }
    });
  }

  /** Other settings for one model; says from which step on they hold, or null where it cannot have them. One that failed tries again. */
  set(slot: Slot, spec: SessionSpec): Promise<number | null> {
    return this.#queue.add(async () => {
      this.#travel.stay();
      if (slot.status.peek().is !== "failed") return slot.set(spec);
      await this.#convoy.stop();
      await slot.revive(this.#options.looks);
      const step = await slot.set(spec);
      this.#goOn();
      return step;
    });
  }

  /**
   * Puts another model beside the others, which goes on from where one of them is, and has its past. All go on from there.
   *
   * @param planOf how the other one is made. Null: it is wanted no more
   */
  fork(slot: Slot, planOf: () => SlotPlan | null): Promise<void> {
    return this.#queue.add(async () => {
      await this.#rest();
      this.#travel.stay();
      try {
        const origin = await slot.origin();
        const plan = origin && !this.#isClosed ? planOf() : null;
        if (!plan) return;
        const fork: Slot = new Slot(plan, () => void this.#restart(fork));
        this.#slots.value = [...this.#slots.peek(), fork];
        await fork.start(this.#options.engines, this.#options.looks, null, origin);
      } finally {
        if (!this.#isClosed) this.#go();
      }
    });
  }

  /** What the pictures show, and how fast it goes. */
  show(options: Partial<ConvoyOptions>): Promise<void> {
    return this.#queue.add(async () => {
      this.#options = { ...this.#options, ...options };
      await this.#convoy.stop();
      if (this.#isPlaying.peek()) this.#go();
      else await this.#each((slot) => slot.advance(0, this.#options.looks));
    });
  }

  /** Does something with the models at rest, and goes on. */
  meanwhile<T>(task: (slots: readonly Slot[]) => Promise<T>): Promise<T> {
    return this.#queue.add(async () => {
      await this.#rest();
      try {
        return await task(working(this.#slots.peek()));
      } finally {
        this.#go();
      }
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#setPlaying(false);
    this.#convoy.dissolve();
    for (const slot of this.#slots.peek()) slot.close();
  }

  #setPlaying(isPlaying: boolean): void {
    this.#isPlaying.value = isPlaying;
    this.#isStranded = false;
  }

  /** Goes on with models that came back. */
  #goOn(): void {
    if (this.#isStranded) this.#setPlaying(true);
    this.#go();
  }

  #go(): void {
    if (!this.#isPlaying.peek()) return;
    if (this.#slots.peek().length === 0) return; // it plays as soon as there are any
    const slots = working(this.#slots.peek());
    void this.#convoy.start(slots, { ...this.#options, until: this.#until }).then((isOver) => {
      if (!isOver) return;
      this.#isPlaying.value = false;
      this.#isStranded = working(slots).length === 0;
    });
  }

  /** Stops all models at one step: the others catch up with the first. */
  async #rest(): Promise<void> {
    await this.#convoy.stop();
    const furthest = Math.max(0, ...working(this.#slots.peek()).map(({ step }) => step.peek()));
    await this.#each(async (slot) => {
      if (slot.step.peek() < furthest) await slot.advance(furthest - slot.step.peek(), this.#options.looks);
    });
  }

  async #each(task: (slot: Slot) => Promise<void>): Promise<void> {
    await Promise.all(working(this.#slots.peek()).map(task));
  }

  async #all(task: (slot: Slot) => Promise<void>): Promise<void> {
    await Promise.all(this.#slots.peek().map(task));
  }

  /** Another worker for one that was lost. */
  #restart(slot: Slot): Promise<void> {
    return this.#queue.add(async () => {
      if (!this.#slots.peek().includes(slot)) return;
      const losses = (this.#losses.get(slot) ?? 0) + 1;
      this.#losses.set(slot, losses);
      const lost = losses < LOSSES_OF_AN_ENGINE ? undefined : slot.engine?.engine;
      const engines = this.#options.engines.filter((engine) => engine !== lost);
      slot.drop();
      await this.#convoy.stop();
      await slot.start(engines, this.#options.looks);
      this.#goOn();
    });
  }
}
