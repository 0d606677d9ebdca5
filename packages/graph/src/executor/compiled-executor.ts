import {
  type ArrayBatch,
  arrayBatchOf,
  dtypeOf,
  type Executor,
  GenlabError,
  type Module,
  type NdArray,
  type PendingTerms,
  type Program,
  type StepInputs,
} from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { CompiledProgram, type Results } from "./compiled-program.js";
import { lateTerms } from "./late-terms.js";
import type { Ranks } from "./ranks.js";
import { readArrays } from "./read-arrays.js";
import type { Runtime } from "./runtime.js";
import { StateStore } from "./state-store.js";

/**
 * Of a program that is computed, not trained. Models have at most 200, or 1100 where a flow is followed in steps; an image that is drawn code by
 * code has 13 000, which take a minute to compile and two seconds to compute eagerly.
 */
const MOST_OPERATIONS = 2000;

export interface CompiledExecutorOptions {
  /**
   * Others that run the same steps on other parts of each batch: updates are made of the mean of all gradients, and terms are means over all.
   * That is a step with the whole batch for losses that are means over examples. Default: none.
   */
  readonly ranks?: Ranks | undefined;
}

/**
 * Runs programs on a runtime: each is traced and compiled once for each shape of a batch, and again where a setting has changed or a
 * variable was frozen. Variables' values stay with the runtime, in values that a program reads and writes in turns; a variable fetches its
 * entries when it is read, and what is assigned to it counts from the next run on. Terms stay there until someone reads them.
 *
 * A program that throws changes no variable. Those that ran before it in the step did.
 */
export class CompiledExecutor<Value extends object = object> implements Executor {
  readonly #runtime: Runtime<Value>;
  readonly #ranks: Ranks | undefined;
  readonly #state: StateStore<Value>;
  // weak, as are the values of variables: an executor may outlive its trainers
  #compiled = new WeakMap<Program<Tensor>, Map<string, CompiledProgram<Value>>>();
  readonly #all = new Set<WeakRef<CompiledProgram<Value>>>();
  #last: Promise<unknown> = Promise.resolve();
  #disposal: Promise<void> | undefined;

  /**
   * The runtime is the executor's from then on, and is disposed of with it.
   *
   * @throws GenlabError where there are ranks and the runtime's values lie where they cannot be averaged.
   */
  constructor(runtime: Runtime<Value>, { ranks }: CompiledExecutorOptions = {}) {
    if (ranks && !runtime.view) {
      throw new GenlabError(
        `${runtime.name} ${runtime.details} has gradients where ranks cannot average them. Train on a processor in ONNX Runtime or WebAssembly.`,
      );
    }
    this.#ranks = ranks;
    this.#runtime = runtime;
    this.#state = new StateStore(runtime);
  }

  get name(): string {
    return `compiled for ${this.#runtime.name} ${this.#runtime.details}`;
  }

  async run(programs: readonly Program[], inputs: StepInputs): Promise<readonly PendingTerms[]> {
    return (await this.#run(programs, inputs)).map(({ values }) => lateTerms(this.#runtime, values));
  }

  async compute(program: Program<Tensor>, inputs: StepInputs): Promise<Readonly<Record<string, NdArray>>> {
    const [results] = await this.#run([program], inputs, MOST_OPERATIONS);
    return readArrays(this.#runtime, results!);
  }

  async pull(module: Module): Promise<void> {
    await this.#state.pull(module);
  }

  // what was assigned is seen before the next run
  async push(): Promise<void> {}

  /** Gives up what was compiled, and the values of variables, which have them in tfjs from then on; after what runs already. */
  dispose(): Promise<void> {
    this.#disposal ??= this.#disposeAll();
    return this.#disposal;
  }

  async #disposeAll(): Promise<void> {
    await this.#last;
    const all = [...this.#all];
    this.#all.clear();
    this.#compiled = new WeakMap();
    try {
      await this.#state.clear();
      for (const compiled of all) await compiled.deref()?.release();
    } finally {
      await this.#runtime.dispose();
    }
  }

  /** After what runs already: programs have arrays for their draws, and the state has its turns. */
  #run(
    programs: readonly Program<Tensor>[],
    inputs: StepInputs,
    most = Number.POSITIVE_INFINITY,
  ): Promise<readonly Results<Value>[]> {
    if (this.#disposal) return Promise.reject(new GenlabError("The executor was disposed of. Make a new one."));
    const run = this.#last.then(() => this.#runAlone(programs, inputs, most));
    this.#last = run.catch(() => {});
    return run;
  }

  async #runAlone(
    programs: readonly Program<Tensor>[],
    { batch: given, rng, step }: StepInputs,
    most: number,
  ): Promise<readonly Results<Value>[]> {
    const arrays = arrayBatchOf(given);
    const all: Results<Value>[] = [];
    // all of them before the first runs: a step that is refused has changed nothing, and another executor can do it
    const compiled: CompiledProgram<Value>[] = [];
    for (const program of programs) compiled.push(await this.#compile(program, arrays, most));
    const batch = this.#put(arrays, new Set(compiled.flatMap((each) => each.batch)));
    try {
      for (const each of compiled) all.push(await each.run({ batch, rng, step }));
    } catch (error) {
      for (const { values } of all) for (const value of values.values()) this.#runtime.free(value);
      throw error;
    } finally {
      for (const value of batch.values()) this.#runtime.free(value);
    }
    return all;
  }

  async #compile(program: Program<Tensor>, batch: ArrayBatch, most: number): Promise<CompiledProgram<Value>> {
    const key = Object.entries(batch)
      .map(([field, array]) => `${field}: ${dtypeOf(array)} [${array.shape}]`)
      .join(", ");
    const byShape = this.#compiled.get(program) ?? new Map<string, CompiledProgram<Value>>();
    this.#compiled.set(program, byShape);
    const known = byShape.get(key);
    if (known?.holds()) return known;
    if (known) {
      byShape.delete(key);
      await known.release();
    }
    const compiled = await CompiledProgram.create(program, batch, { state: this.#state, most, ranks: this.#ranks });
    byShape.set(key, compiled);
    this.#all.add(new WeakRef(compiled));
    return compiled;
  }

  /** The fields of a batch that are needed, by `batch/FIELD`. */
  #put(batch: ArrayBatch, needed: ReadonlySet<string>): Map<string, Value> {
    const values = new Map<string, Value>();
    for (const [field, array] of Object.entries(batch)) {
      const name = `batch/${field}`;
      if (!needed.has(name)) continue;
      const { data, shape } = array;
      const entries = data instanceof Uint8Array ? new Int32Array(data) : data;
      values.set(name, this.#runtime.put(entries, { shape, dtype: dtypeOf(array) }));
    }
    return values;
  }
}
