import type { Executor, Module, NdArray, PendingTerms, Program, StepInputs } from "@genlab/core";
import { EagerExecutor } from "@genlab/trainers";
import type { Tensor } from "@tensorflow/tfjs-core";

/** Steps of a run that do not wait for what compiles the others. So many of every run, that a run gives the same numbers again. */
export const EAGER_STEPS = 20;

/** Runs the first steps eagerly, while an executor for the others is loaded, and those from the values that these left. */
export class CompiledLater implements Executor {
  readonly #eager = new EagerExecutor();
  readonly #later: Promise<Executor>;
  #compiled: Executor | undefined;

  constructor(load: () => Promise<Executor>) {
    this.#later = load().then((executor) => {
      this.#compiled = executor;
      return executor;
    });
    this.#later.catch(() => {}); // the step that waits for it throws
  }

  get name(): string {
    return (this.#compiled ?? this.#eager).name;
  }

  async run(programs: readonly Program[], inputs: StepInputs): Promise<readonly PendingTerms[]> {
    if (inputs.step >= EAGER_STEPS) return (await this.#later).run(programs, inputs);
    // a run may have come back from later steps
    for (const { state } of programs) await this.pull(state);
    return this.#eager.run(programs, inputs);
  }

  async compute(program: Program<Tensor>, inputs: StepInputs): Promise<Readonly<Record<string, NdArray>>> {
    // nobody waits for what is on its way
    if (inputs.step >= EAGER_STEPS && this.#compiled) return this.#compiled.compute(program, inputs);
    await this.pull(program.state);
    return this.#eager.compute(program, inputs);
  }

  async pull(module: Module): Promise<void> {
    await this.#compiled?.pull(module);
  }

  async push(module: Module): Promise<void> {
    await this.#compiled?.push(module);
  }

  async dispose(): Promise<void> {
    const executor = await this.#later.catch(() => undefined);
    await executor?.dispose?.();
  }
}
