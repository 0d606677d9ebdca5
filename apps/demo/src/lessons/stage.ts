import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { engineOrder } from "../engines/engine-names.js";
import { Experiment } from "../playground/run/experiment.js";
import { engineChoice } from "../shell/location.js";
import { isTurn, type Lesson, openingOf } from "./lesson.js";
import { looksOf, type Production, plansOf, productionOf } from "./production.js";

interface Shown {
  readonly act: string;
  readonly production: Production;
}

/** Where the acts of a lesson are performed: the models of one act at a time, which rest at its end. */
export class Stage {
  readonly experiment = new Experiment();
  readonly #lesson: Lesson;
  readonly #shown = signal<Shown | null>(null);
  readonly #end = signal(Number.POSITIVE_INFINITY);
  readonly #unwatch: () => void;
  #seed = 0;
  #calls = 0;

  constructor(lesson: Lesson) {
    this.#lesson = lesson;
    this.#unwatch = effect(() => {
      if (this.experiment.isPlaying.value && this.experiment.step.value >= this.#end.value) {
        void this.experiment.pause();
      }
    });
  }

  /** The act on the stage. */
  get shown(): ReadonlySignal<Shown | null> {
    return this.#shown;
  }

  /** Puts the models of an act on the stage, before their first step. */
  set(act: string, seed: number): Promise<void> {
    this.#calls += 1;
    this.#seed = seed;
    this.#end.value = Number.POSITIVE_INFINITY;
    const production = productionOf(this.#lesson, act);
    this.#shown.value = { act, production };
    return this.experiment.open(plansOf(production, seed), {
      engines: engineOrder(engineChoice.peek(), "small"),
      looks: looksOf(this.#lesson, production.opening),
      isSlow: false,
    });
  }

  /** Performs an act: a turn goes on with the models that are there, where they are those of its opening. */
  async perform(act: string, seed: number): Promise<void> {
    if (this.#isReadyFor(act, seed)) return this.#turn(act);
    const opened = this.set(act, seed);
    const call = this.#calls;
    await opened;
    if (call !== this.#calls) return;
    this.#end.value = this.#shown.peek()!.production.steps;
    await this.experiment.play();
  }

  pause(): Promise<void> {
    return this.experiment.pause();
  }

  /** Goes on; after the end as many steps as the act has. */
  async play(): Promise<void> {
    const { steps } = this.#shown.peek()!.production;
    const step = this.experiment.step.peek();
    this.#end.value = step < steps ? steps : step + steps;
    await this.experiment.play();
  }

  close(): void {
    this.#calls += 1;
    this.#unwatch();
    this.experiment.close();
  }

  #isReadyFor(name: string, seed: number): boolean {
    const act = this.#lesson.acts[name]!;
    const isShown = isTurn(act) && this.#shown.peek()?.act === act.after && seed === this.#seed;
    return isShown && this.experiment.step.peek() >= openingOf(this.#lesson, name).steps;
  }

  async #turn(act: string): Promise<void> {
    const call = ++this.#calls;
    await this.experiment.pause();
    const production = productionOf(this.#lesson, act, this.experiment.step.peek());
    const plans = plansOf(production, this.#seed);
    for (const [index, slot] of this.experiment.slots.peek().entries()) {
      await this.experiment.set(slot, plans[index]!.changes.at(-1)!.spec);
    }
    if (call !== this.#calls) return;
    this.#shown.value = { act, production };
    this.#end.value = production.steps;
    await this.experiment.play();
  }
}
