import type { Executor, Module, PendingTerms, Program, StepInputs } from "@genlab/core";
import { EagerExecutor } from "./eager-executor.js";

export interface FallbackExecutorOptions {
  /** Whether an error of the first executor means that it cannot run these programs at all. Others are thrown on. */
  readonly isRefusal: (error: unknown) => boolean;
  /** Hears of the one time that it happens. */
  readonly onRefusal: (error: unknown) => void;
}

/** Runs steps on one executor until it refuses a step before having changed anything; from then on, eagerly. */
export class FallbackExecutor implements Executor {
  readonly #options: FallbackExecutorOptions;
  #executor: Executor;
  #hasRefused = false;

  constructor(executor: Executor, options: FallbackExecutorOptions) {
    this.#executor = executor;
    this.#options = options;
  }

  get name(): string {
    return this.#executor.name;
  }

  async run(programs: readonly Program[], inputs: StepInputs): Promise<readonly PendingTerms[]> {
    try {
      return await this.#executor.run(programs, inputs);
    } catch (error) {
      if (this.#hasRefused || !this.#options.isRefusal(error)) throw error;
      this.#hasRefused = true;
      for (const { state } of programs) await this.#executor.pull(state);
      this.#executor = new EagerExecutor();
      this.#options.onRefusal(error);
      return this.#executor.run(programs, inputs);
    }
  }

  pull(module: Module): Promise<void> {
    return this.#executor.pull(module);
  }

  push(module: Module): Promise<void> {
    return this.#executor.push(module);
  }
}
