import {
  type Executor,
  type Module,
  type NdArray,
  type PendingTerms,
  type Program,
  refuseUnknown,
  requireFunctions,
  requireMethods,
  type StepInputs,
} from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { EagerExecutor } from "./eager-executor.js";

export interface FallbackExecutorOptions {
  /** Whether an error of the first executor means that it cannot run these programs at all. Others are thrown on. */
  readonly isRefusal: (error: unknown) => boolean;
  /** Hears of the one time that it happens. */
  readonly onRefusal: (error: unknown) => void;
}

/**
 * Runs steps on one executor until it refuses one of training before having changed anything; from then on, eagerly. Every program that it ran
 * goes on from the values that it left, and the first executor is disposed of.
 */
export class FallbackExecutor implements Executor {
  readonly #options: FallbackExecutorOptions;
  #executor: Executor;
  #hasRefused = false;
  /** Programs that it cannot run, and that train nothing. */
  readonly #refused = new WeakSet<Program<Tensor>>();
  readonly #known = new WeakSet<Module>();
  /** What the programs read or assign that ran; weakly, for an executor may outlive its trainers. */
  #states: WeakRef<Module>[] = [];

  /** @throws GenlabError for what is no executor, and for options that are none. */
  constructor(executor: Executor, options: FallbackExecutorOptions) {
    const { isRefusal, onRefusal, ...others } = options;
    refuseUnknown("FallbackExecutor", others, { isRefusal, onRefusal });
    requireMethods("FallbackExecutor", { executor }, ["run", "pull", "push"], "an OnnxExecutor");
    requireFunctions("FallbackExecutor", { isRefusal }, "(error) => error instanceof CompilationError");
    requireFunctions("FallbackExecutor", { onRefusal }, "console.warn");
    this.#executor = executor;
    this.#options = options;
  }

  get name(): string {
    return this.#executor.name;
  }

  async run(programs: readonly Program[], inputs: StepInputs): Promise<readonly PendingTerms[]> {
    if (this.#hasRefused) return this.#executor.run(programs, inputs);
    if (programs.some((program) => this.#refused.has(program))) return this.#runEagerly(programs, inputs);
    this.#remember(programs);
    try {
      return await this.#executor.run(programs, inputs);
    } catch (error) {
      if (!this.#options.isRefusal(error)) throw error;
      // an evaluation that cannot be compiled is no reason to train eagerly
      if (programs.every(({ training }) => training === false)) return this.#runEagerly(programs, inputs);
      await this.#leave();
      this.#options.onRefusal(error);
      return this.#executor.run(programs, inputs);
    }
  }

  async compute(program: Program<Tensor>, inputs: StepInputs): Promise<Readonly<Record<string, NdArray>>> {
    if (this.#hasRefused) return this.#executor.compute(program, inputs);
    if (!this.#refused.has(program)) {
      try {
        return await this.#executor.compute(program, inputs);
      } catch (error) {
        if (!this.#options.isRefusal(error)) throw error;
      }
    }
    await this.#leaveToEager([program]);
    return new EagerExecutor().compute(program, inputs);
  }

  pull(module: Module): Promise<void> {
    return this.#executor.pull(module);
  }

  push(module: Module): Promise<void> {
    return this.#executor.push(module);
  }

  async dispose(): Promise<void> {
    await this.#executor.dispose?.();
  }

  #remember(programs: readonly Program[]): void {
    for (const { state } of programs) {
      if (this.#known.has(state)) continue;
      this.#known.add(state);
      this.#states.push(new WeakRef(state));
    }
  }

  async #runEagerly(programs: readonly Program[], inputs: StepInputs): Promise<readonly PendingTerms[]> {
    await this.#leaveToEager(programs);
    return new EagerExecutor().run(programs, inputs);
  }

  async #leaveToEager(programs: readonly Program<Tensor>[]): Promise<void> {
    for (const program of programs) {
      this.#refused.add(program);
      await this.#executor.pull(program.state);
    }
  }

  async #leave(): Promise<void> {
    const refusing = this.#executor;
    for (const each of this.#states) {
      const state = each.deref();
      if (state) await refusing.pull(state);
    }
    this.#states = [];
    this.#hasRefused = true;
    this.#executor = new EagerExecutor();
    await refusing.dispose?.();
  }
}
