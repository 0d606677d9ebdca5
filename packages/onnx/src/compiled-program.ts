import {
  type ArrayBatch,
  dtypeOf,
  GenlabError,
  type NdArray,
  type Program,
  type Rng,
  type Schedule,
} from "@genlab/core";
import { Assumptions, type Draws, fillDraws, type TensorType, trace } from "@genlab/graph";
import type { Scalar, Tensor, Variable } from "@tensorflow/tfjs-core";
import { CompilationError } from "./compilation-error.js";
import { encodeModel } from "./encode-model.js";
import { lower } from "./lower.js";
import type { OnnxGraph } from "./model.js";
import type { Ort, OrtSession, OrtTensor } from "./ort.js";
import { type PrepareOptions, prepare } from "./prepare.js";
import type { StateStore } from "./state-store.js";

export type CreateSession = (model: Uint8Array) => Promise<OrtSession>;

export interface ProgramInputs {
  /** By `batch/FIELD`. */
  readonly batch: ReadonlyMap<string, OrtTensor>;
  readonly rng: Rng;
  readonly step: number;
}

interface CompileTools extends PrepareOptions {
  readonly ort: Ort;
  readonly state: StateStore;
  readonly createSession: CreateSession;
}

const BATCH = "batch/";
const TERM = "term/";
const STATE = "state/";
const NEXT = "next/";

/** A program for batches of certain shapes, as a session of ONNX Runtime. */
export class CompiledProgram {
  readonly #name: string;
  readonly #session: OrtSession;
  readonly #state: StateStore;
  readonly #batch: readonly string[];
  readonly #reads: readonly [input: string, variable: Variable][];
  readonly #writes: readonly [output: string, variable: Variable][];
  readonly #terms: readonly string[];
  readonly #draws: Draws;
  readonly #drawn: ReadonlyMap<string, OrtTensor>;
  readonly #unused: ReadonlySet<string>;
  readonly #schedules: ReadonlyMap<string, Schedule>;
  readonly #scheduled: ReadonlyMap<string, OrtTensor>;
  readonly #assumptions: Assumptions;
  readonly #variables: ReadonlySet<Variable>;
  #released: Promise<void> | undefined;

  private constructor(traced: TracedProgram, session: OrtSession, ort: Ort, state: StateStore) {
    const { name, model, variables, draws, schedules } = traced;
    this.#assumptions = traced.assumptions;
    const variableOf = (value: string, prefix: string) => variables.get(value.slice(prefix.length))!;
    const inputs = model.inputs.map((each) => each.name);
    const outputs = model.outputs.map((each) => each.name);
    const startingWith = (names: readonly string[], prefix: string) => names.filter((each) => each.startsWith(prefix));
    this.#name = name;
    this.#session = session;
    this.#state = state;
    this.#batch = startingWith(inputs, BATCH);
    this.#reads = startingWith(inputs, STATE).map((each) => [each, variableOf(each, STATE)]);
    this.#writes = startingWith(outputs, NEXT).map((each) => [each, variableOf(each, NEXT)]);
    this.#variables = new Set([...this.#reads, ...this.#writes].map(([, variable]) => variable));
    this.#terms = startingWith(outputs, TERM);
    this.#draws = draws;
    // what the graph does not use is drawn all the same: later draws depend on it
    this.#drawn = new Map(
      draws.draws.map((draw) => {
        const size = draw.shape.reduce((product, length) => product * length, 1);
        return [draw.name, new ort.Tensor("float32", new Float32Array(size), draw.shape)];
      }),
    );
    this.#schedules = new Map([...schedules].filter(([each]) => inputs.includes(each)));
    this.#scheduled = new Map(
      [...this.#schedules.keys()].map((each) => [each, new ort.Tensor("float32", new Float32Array(1), [])]),
    );
    this.#unused = new Set([...this.#drawn.keys()].filter((each) => !inputs.includes(each)));
  }

  static async create(
    program: Program,
    batch: ArrayBatch,
    { ort, state, createSession, blockSize }: CompileTools,
  ): Promise<CompiledProgram> {
    const traced = traceProgram(program, batch, { blockSize });
    const session = await createSession(encodeModel({ graph: traced.model, metadata: {} })).catch((cause) => {
      throw new CompilationError(program.name, cause);
    });
    return new CompiledProgram(traced, session, ort, state);
  }

  /** Whether an eager step would still compute what was traced. */
  holds(): boolean {
    return this.#assumptions.hold();
  }

  /** Runs once, and returns the terms. When it throws, no variable has changed. */
  async run({ batch, rng, step }: ProgramInputs): Promise<Readonly<Record<string, number>>> {
    const feeds: Record<string, OrtTensor> = {};
    const fetches: Record<string, OrtTensor | null> = {};
    for (const each of this.#batch) feeds[each] = batch.get(each)!;
    fillDraws(this.#draws, rng, ({ name }) => this.#drawn.get(name)!.data as Float32Array);
    for (const [name, tensor] of this.#drawn) if (!this.#unused.has(name)) feeds[name] = tensor;
    for (const [name, schedule] of this.#schedules) {
      const tensor = this.#scheduled.get(name)!;
      (tensor.data as Float32Array)[0] = schedule(step);
      feeds[name] = tensor;
    }
    await this.#state.add(this.#variables);
    for (const [name, variable] of this.#reads) feeds[name] = this.#state.current(variable);
    for (const [name, variable] of this.#writes) fetches[name] = this.#state.next(variable);
    for (const term of this.#terms) fetches[term] = null;
    const results = await this.#run(feeds, fetches, step);
    for (const [name, variable] of this.#writes) this.#state.advance(variable, results[name]!);
    return Object.fromEntries(
      this.#terms.map((term) => [term.slice(TERM.length), (results[term]!.data as Float32Array)[0]!]),
    );
  }

  /** Frees the session, once: an executor that is disposed of finds those too that a changed setting has made it release. */
  release(): Promise<void> {
    this.#released ??= this.#session.release();
    return this.#released;
  }

  async #run(...[feeds, fetches, step]: [...Parameters<OrtSession["run"]>, number]) {
    try {
      // a graph that has nothing to compute, such as that of a program without effects
      return Object.keys(fetches).length === 0 ? {} : await this.#session.run(feeds, fetches);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : `${cause}`;
      throw new GenlabError(`ONNX Runtime could not run "${this.#name}" at step ${step}: ${reason}`, { cause });
    }
  }
}

interface TracedProgram {
  readonly name: string;
  readonly assumptions: Assumptions;
  readonly model: OnnxGraph;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly draws: Draws;
  readonly schedules: ReadonlyMap<string, Schedule>;
}

function traceProgram({ name, state, run }: Program, batch: ArrayBatch, options: PrepareOptions): TracedProgram {
  const fields = Object.entries(batch);
  const assumptions = new Assumptions(state);
  const traced = trace(
    (given, context) => {
      const tensors: Record<string, Tensor> = {};
      for (const [field] of fields) tensors[field] = given[`${BATCH}${field}`]!;
      return prefixed(TERM, run(tensors, context));
    },
    {
      name,
      inputs: prefixed(BATCH, Object.fromEntries(fields.map(([field, array]) => [field, typeOf(array)]))),
      state,
      training: true,
    },
  );
  const { variables, draws, schedules } = traced;
  return { name, assumptions, model: lower(prepare(traced.graph, options)), variables, draws, schedules };
}

function prefixed<T extends TensorType | Scalar>(
  prefix: string,
  record: Readonly<Record<string, T>>,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [`${prefix}${key}`, value]));
}

const typeOf = (array: NdArray): TensorType => ({ shape: array.shape, dtype: dtypeOf(array) });
