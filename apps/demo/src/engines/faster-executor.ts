import type { Executor, Module, NdArray, PendingTerms, Program, StepInputs } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";

/** Steps on each that count, after as many in which it compiles and warms up. */
const TRIAL = 5;

interface Contender {
  readonly executor: Executor;
  steps: number;
  /** Milliseconds of those that count. */
  least: number;
}

/**
 * Takes a few steps on each of two executors, from one state, and all others on the one whose quickest step was the quicker; on the second where
 * the first fails. The other one is disposed of.
 */
export class FasterExecutor implements Executor {
  readonly #contenders: readonly [Contender, Contender];
  readonly #now: () => number;
  #chosen: Executor | undefined;

  constructor(first: Executor, second: Executor, now: () => number = () => performance.now()) {
    this.#contenders = [contender(first), contender(second)];
    this.#now = now;
  }

  get name(): string {
    return this.#current().executor.name;
  }

  async run(programs: readonly Program[], inputs: StepInputs): Promise<readonly PendingTerms[]> {
    if (this.#chosen) return this.#chosen.run(programs, inputs);
    const current = this.#current();
    // variables are with the one that ran last
    for (const { executor } of this.#contenders) {
      if (executor !== current.executor) for (const { state } of programs) await executor.pull(state);
    }
    const begin = this.#now();
    const [first, second] = this.#contenders;
    let terms: readonly PendingTerms[];
    try {
      terms = await current.executor.run(programs, inputs);
    } catch (error) {
      if (current === second) throw error;
      try {
        await this.#choose(second, programs);
      } catch {
        throw error; // the values are lost with it
      }
      return second.executor.run(programs, inputs);
    }
    await Promise.all(terms.map((each) => each.read())); // a GPU may not have begun before
    current.steps += 1;
    if (current.steps > TRIAL) current.least = Math.min(current.least, this.#now() - begin);
    if (second.steps === 2 * TRIAL) await this.#choose(first.least < second.least ? first : second, programs);
    return terms;
  }

  async compute(program: Program<Tensor>, inputs: StepInputs): Promise<Readonly<Record<string, NdArray>>> {
    await this.pull(program.state);
    return this.#current().executor.compute(program, inputs);
  }

  async pull(module: Module): Promise<void> {
    for (const { executor } of this.#left()) await executor.pull(module);
  }

  async push(module: Module): Promise<void> {
    for (const { executor } of this.#left()) await executor.push(module);
  }

  async dispose(): Promise<void> {
    for (const { executor } of this.#left()) await executor.dispose?.();
  }

  /** The other one leaves its values to it, and is disposed of. */
  async #choose({ executor }: Contender, programs: readonly Program[]): Promise<void> {
    const loser = this.#contenders.find((each) => each.executor !== executor)!.executor;
    for (const { state } of programs) await loser.pull(state);
    this.#chosen = executor;
    await loser.dispose?.();
  }

  #left(): readonly Contender[] {
    return this.#chosen ? [this.#current()] : this.#contenders;
  }

  #current(): Contender {
    const [first, second] = this.#contenders;
    if (this.#chosen) return this.#chosen === first.executor ? first : second;
    return first.steps < 2 * TRIAL ? first : second;
  }
}

const contender = (executor: Executor): Contender => ({ executor, steps: 0, least: Number.POSITIVE_INFINITY });
