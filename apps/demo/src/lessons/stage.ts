import { type ReadonlySignal, signal } from "@preact/signals";
import { engineOrder } from "../engines/engine-names.js";
import { Experiment } from "../plane/run/experiment.js";
import { engineChoice } from "../shell/location.js";
import { isTurn, type Lesson } from "./lesson.js";
import { looksOf, type Production, plansOf, productionOf } from "./production.js";

interface Shown {
  readonly act: string;
  readonly production: Production;
}

/** What a reader asks for. */
export interface Request {
  readonly act: string;
  readonly seed: number;
  /** The step of a turn. 0: the end of its opening. */
  readonly at: number;
}

/** Where the acts of a lesson are performed: the models of one act at a time, which rest at its end. */
export class Stage {
  readonly experiment = new Experiment();
  readonly #lesson: Lesson;
  readonly #shown = signal<Shown | null>(null);
  #seed = 0;
  #calls = 0;

  constructor(lesson: Lesson) {
    this.#lesson = lesson;
  }

  /** The act on the stage. */
  get shown(): ReadonlySignal<Shown | null> {
    return this.#shown;
  }

  /** Puts the models of an act on the stage, before their first step. */
  set({ act, seed, at }: Request): Promise<void> {
    this.#calls += 1;
    this.#seed = seed;
    const production = productionOf(this.#lesson, act, at);
    this.#shown.value = { act, production };
    void this.experiment.pause();
    return this.experiment.open(plansOf(production, seed), {
      engines: engineOrder(engineChoice.peek(), "small"),
      looks: looksOf(this.#lesson, production.opening),
      isSlow: false,
    });
  }

  /** Performs an act from the beginning. */
  async perform(request: Request): Promise<void> {
    const opened = this.set(request);
    const call = this.#calls;
    await opened;
    if (call === this.#calls) await this.experiment.play(this.#shown.peek()!.production.steps);
  }

  /** Whether the models on the stage can take a turn where they are: they are those of its opening, and have begun. */
  canTurn(name: string): boolean {
    const act = this.#lesson.acts[name]!;
    return isTurn(act) && this.#shown.peek()?.act === act.after && this.experiment.step.peek() > 0;
  }

  /** Goes on with a turn, and says at which step it came. */
  async turn(act: string): Promise<number> {
    const call = ++this.#calls;
    await this.experiment.pause();
    const step = this.experiment.step.peek();
    const production = productionOf(this.#lesson, act, step);
    const plans = plansOf(production, this.#seed);
    for (const [index, slot] of this.experiment.slots.peek().entries()) {
      await this.experiment.set(slot, plans[index]!.changes.at(-1)!.spec);
    }
    if (call === this.#calls) {
      this.#shown.value = { act, production };
      await this.experiment.play(production.steps);
    }
    return step;
  }

  pause(): Promise<void> {
    return this.experiment.pause();
  }

  /** Goes on; after the end as many steps as the act has. */
  async play(): Promise<void> {
    const { steps } = this.#shown.peek()!.production;
    const step = this.experiment.step.peek();
    await this.experiment.play(step < steps ? steps : step + steps);
  }

  close(): void {
    this.#calls += 1;
    this.experiment.close();
  }
}
