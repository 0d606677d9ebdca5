import { type ArrayBatch, GenlabError, type Program, type Rng, type Schedule } from "@genlab/core";
import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import { Assumptions } from "../assumptions.js";
import { CARRIED } from "../passes/cut.js";
import type { Trace } from "../trace.js";
import { type Draws, fillDraws } from "../trace-rng.js";
import { CompilationError } from "./compilation-error.js";
import { compileStages } from "./compile-stages.js";
import { plainDraw, type RankDraw, rankDraw } from "./rank-draw.js";
import type { Ranks } from "./ranks.js";
import type { Executable, Runtime } from "./runtime.js";
import type { StateStore } from "./state-store.js";
import { BATCH, NEXT, STATE, TERM, traceProgram } from "./trace-program.js";

export interface ProgramInputs<Value extends object> {
  /** By `batch/FIELD`. */
  readonly batch: ReadonlyMap<string, Value>;
  readonly rng: Rng;
  readonly step: number;
}

/** What a run gave, by name. Who has it frees the values. */
export interface Results<Value> {
  readonly values: ReadonlyMap<string, Value>;
  readonly shapes: ReadonlyMap<string, readonly number[]>;
}

export interface CreateProgramOptions<Value extends object> {
  readonly state: StateStore<Value>;
  /** Operations that it may have. */
  readonly most: number;
  readonly ranks?: Ranks | undefined;
}

/** A program that several ranks run at once. */
interface Parallel {
  readonly ranks: Ranks;
  /** What it draws for the batch of all. */
  readonly whole: Draws;
}

/** A program for batches of certain shapes, on a runtime. */
export class CompiledProgram<Value extends object> {
  /** What a run needs of the batch, by `batch/FIELD`. */
  readonly batch: readonly string[];
  readonly #name: string;
  readonly #runtime: Runtime<Value>;
  /** One, or that of gradients and that of the update. */
  readonly #stages: readonly Executable<Value>[];
  /** What a run needs. */
  readonly #inputs: ReadonlySet<string>;
  readonly #state: StateStore<Value>;
  readonly #reads: readonly [input: string, variable: Variable][];
  readonly #writes: readonly [output: string, variable: Variable][];
  /** The shapes of terms. */
  readonly #shapes: ReadonlyMap<string, readonly number[]>;
  readonly #draws: Draws;
  readonly #drawn: ReadonlyMap<string, RankDraw>;
  readonly #ranks: Ranks | undefined;
  readonly #schedules: readonly [input: string, schedule: Schedule][];
  readonly #assumptions: Assumptions;
  readonly #variables: ReadonlySet<Variable>;
  #released: Promise<void> | undefined;

  private constructor(
    assumptions: Assumptions,
    traced: Trace,
    stages: readonly Executable<Value>[],
    state: StateStore<Value>,
    parallel: Parallel | undefined,
  ) {
    const inputs = new Set(stages.flatMap((stage) => stage.inputs));
    const { graph, variables, draws, schedules } = traced;
    const outputs = graph.outputs.map(({ name }) => name);
    const startingWith = (names: Iterable<string>, prefix: string) =>
      [...names].filter((each) => each.startsWith(prefix));
    const variableOf = (value: string, prefix: string) => variables.get(value.slice(prefix.length))!;
    this.#name = graph.name;
    this.#runtime = state.runtime;
    this.#stages = stages;
    this.#inputs = inputs;
    this.#state = state;
    this.#assumptions = assumptions;
    this.batch = startingWith(inputs, BATCH);
    this.#reads = startingWith(inputs, STATE).map((each) => [each, variableOf(each, STATE)]);
    this.#writes = startingWith(outputs, NEXT).map((each) => [each, variableOf(each, NEXT)]);
    this.#variables = new Set([...this.#reads, ...this.#writes].map(([, variable]) => variable));
    this.#shapes = new Map(
      graph.outputs
        .filter(({ name }) => name.startsWith(TERM))
        .map(({ name, node }) => [name.slice(TERM.length), node.shape]),
    );
    this.#draws = draws;
    // what the graph does not use is drawn all the same: later draws depend on it
    const drawn = draws.draws.map((draw, i) =>
      parallel
        ? rankDraw(draw, { program: graph.name, whole: parallel.whole.draws[i], ranks: parallel.ranks })
        : plainDraw(draw),
    );
    this.#drawn = new Map(draws.draws.map(({ name }, i) => [name, drawn[i]!]));
    this.#ranks = parallel?.ranks;
    this.#schedules = [...schedules].filter(([each]) => inputs.has(each));
  }

  /** @throws CompilationError with the runtime's reason, where it has one against the program; where it has more operations than it may. */
  static async create<Value extends object>(
    program: Program<Tensor>,
    batch: ArrayBatch,
    { state, most, ranks }: CreateProgramOptions<Value>,
  ): Promise<CompiledProgram<Value>> {
    const assumptions = new Assumptions(program.state);
    const traced = traceProgram(program, batch);
    const { length } = traced.graph.nodes;
    if (length > most) {
      const reason = `It has ${length} operations, and takes longer to compile than to compute eagerly. Give it to an EagerExecutor.`;
      throw new CompilationError(state.runtime.name, program.name, reason);
    }
    const isParted = ranks !== undefined && program.training !== false;
    const parallel = isParted ? { ranks, whole: traceProgram(program, wholeOf(batch, ranks.count)).draws } : undefined;
    const stages = await compileStages(state.runtime, traced, { isParted }).catch((cause) => {
      throw new CompilationError(state.runtime.name, program.name, cause);
    });
    return new CompiledProgram(assumptions, traced, stages, state, parallel);
  }

  /** Whether an eager step would still compute what was traced. */
  holds(): boolean {
    return this.#assumptions.hold();
  }

  /** Runs once. When it throws, no variable has changed. */
  async run({ batch, rng, step }: ProgramInputs<Value>): Promise<Results<Value>> {
    await this.#state.add(this.#variables);
    return this.#state.during(() => this.#runHeld({ batch, rng, step }));
  }

  /** With its variables here. */
  async #runHeld({ batch, rng, step }: ProgramInputs<Value>): Promise<Results<Value>> {
    const passing = this.#passingOf(rng, step);
    const inputs = new Map(passing);
    try {
      for (const name of this.batch) inputs.set(name, batch.get(name)!);
      for (const [name, variable] of this.#reads) inputs.set(name, this.#state.current(variable));
      for (const [, variable] of this.#writes) this.#state.current(variable); // which must be here too
      const results = await this.#run(inputs, step);
      for (const [name, variable] of this.#writes) this.#state.advance(variable, results.get(name)!);
      const values = new Map([...this.#shapes.keys()].map((term) => [term, results.get(`${TERM}${term}`)!]));
      return { values, shapes: this.#shapes };
    } finally {
      for (const value of passing.values()) this.#runtime.free(value);
    }
  }

  /** Gives up what was compiled, once: an executor that is disposed of finds those too that a changed setting has made it release. */
  release(): Promise<void> {
    this.#released ??= Promise.all(this.#stages.map((stage) => stage.dispose())).then(() => {});
    return this.#released;
  }

  /** What is new at each run: draws and numbers of schedules. */
  #passingOf(rng: Rng, step: number): ReadonlyMap<string, Value> {
    const values = new Map<string, Value>();
    const put = (name: string, entries: Float32Array, shape: readonly number[]) =>
      values.set(name, this.#runtime.put(entries, { shape, dtype: "float32" }));
    fillDraws(this.#draws, rng, ({ name }) => this.#drawn.get(name)!.filled);
    for (const { name, shape } of this.#draws.draws) {
      if (!this.#inputs.has(name)) continue;
      const drawn = this.#drawn.get(name)!;
      drawn.take();
      put(name, drawn.own, shape);
    }
    for (const [name, schedule] of this.#schedules) put(name, Float32Array.of(schedule(step)), []);
    return values;
  }

  /** What all stages give. */
  async #run(inputs: ReadonlyMap<string, Value>, step: number): Promise<ReadonlyMap<string, Value>> {
    const results = new Map<string, Value>();
    // a graph that has nothing to compute, such as that of a program without effects
    if (this.#writes.length + this.#shapes.size === 0) return results;
    const between = new Map<string, Value>();
    const places = new Set<Value>();
    try {
      for (const [i, stage] of this.#stages.entries()) {
        const into = this.#placesFor(stage);
        for (const value of into.values()) places.add(value);
        for (const [name, value] of await stage.run(new Map([...inputs, ...between]), into)) {
          (this.#isGivenOut(name) ? results : between).set(name, value);
        }
        const ranks = i === 0 && this.#isOfBatch ? this.#ranks : undefined;
        if (ranks) await this.#average([...results, ...between], ranks);
      }
    } catch (cause) {
      for (const value of results.values()) if (!places.has(value)) this.#runtime.free(value);
      const reason = cause instanceof Error ? cause.message : `${cause}`;
      throw new GenlabError(`${this.#runtime.name} could not run "${this.#name}" at step ${step}: ${reason}`, {
        cause,
      });
    } finally {
      for (const value of between.values()) this.#runtime.free(value);
    }
    return results;
  }

  /** Whether the first stage computes what is of the batch: it does where there is an update behind it, or a term that is no update's. */
  get #isOfBatch(): boolean {
    return this.#stages.length > 1 || this.#shapes.size > 0;
  }

  /** Gradients, terms, and what batches leave in variables, such as running means: over all ranks. */
  async #average(values: readonly (readonly [name: string, value: Value])[], ranks: Ranks): Promise<void> {
    const own = values.filter(([name]) => !name.startsWith(CARRIED));
    const views = own.map(([, value]) => this.#runtime.view!(value));
    await ranks.average(views.filter((view) => view instanceof Float32Array));
  }

  /** Where new values of variables may be written. */
  #placesFor({ inPlace }: Executable<Value>): Map<string, Value> {
    const into = new Map<string, Value>();
    for (const [name, variable] of this.#writes) {
      const place = inPlace?.has(name) ? this.#state.current(variable) : this.#state.spare(variable);
      if (place) into.set(name, place);
    }
    return into;
  }

  #isGivenOut(name: string): boolean {
    return name.startsWith(NEXT) || name.startsWith(TERM);
  }
}

/** The shapes of a batch that has so many times the examples. */
function wholeOf(batch: ArrayBatch, count: number): ArrayBatch {
  const longer = ([examples = 1, ...rest]: readonly number[]) => [examples * count, ...rest];
  return Object.fromEntries(
    Object.entries(batch).map(([field, array]) => [field, { ...array, shape: longer(array.shape) }]),
  );
}
