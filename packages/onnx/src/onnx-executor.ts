import {
  type ArrayBatch,
  arrayBatchOf,
  describe,
  dtypeOf,
  type Executor,
  GenlabError,
  type Module,
  type PendingTerms,
  type Program,
  refuseUnknown,
  type StepInputs,
} from "@genlab/core";
import { CompiledProgram } from "./compiled-program.js";
import type { Ort, OrtSession, OrtTensor } from "./ort.js";
import { type Capabilities, probe } from "./probe.js";
import { StateStore } from "./state-store.js";

export interface OnnxExecutorOptions {
  /** Threads of an operation. Default: what ONNX Runtime chooses, the number of cores. Resuming is exact with the same number. */
  readonly threads?: number;
  /** ONNX Runtime's names of what to run on, in order of preference: "cuda", "coreml", "dml", "webgpu", "wasm", "cpu". Default ["cpu"]. */
  readonly executionProviders?: readonly string[];
}

/**
 * Makes an executor over ONNX Runtime: `createOnnxExecutor(await import("onnxruntime-node"))`. The first execution provider that
 * starts here is used, and named in the executor's `name`. ONNX Runtime does on the processor what another provider has no kernel for,
 * and does not tell what that is.
 *
 * @throws GenlabError when none does, with the reason of each; for options that it does not have, and threads that cannot be.
 */
export async function createOnnxExecutor(
  ort: Ort,
  { threads, executionProviders = ["cpu"], ...others }: OnnxExecutorOptions = {},
): Promise<OnnxExecutor> {
  refuseUnknown("createOnnxExecutor", others, { threads, executionProviders });
  if (threads !== undefined && !(Number.isSafeInteger(threads) && threads > 0)) {
    throw new GenlabError(`threads is ${threads}; expected a positive integer.`);
  }
  if (typeof ort?.InferenceSession?.create !== "function") {
    throw new GenlabError(
      `createOnnxExecutor got ${describe(ort)}. Expected ONNX Runtime: the module onnxruntime-node, say.`,
    );
  }
  if (!Array.isArray(executionProviders) || executionProviders.length === 0) {
    throw new GenlabError(
      `executionProviders is ${describe(executionProviders)}. Expected a list of one at least, such as ["cpu"].`,
    );
  }
  const reasons: string[] = [];
  for (const provider of executionProviders) {
    const createSession = (model: Uint8Array) => ort.InferenceSession.create(model, sessionOptions(provider, threads));
    const found = await probe(ort, createSession);
    if (!("reason" in found)) {
      // other providers would have the processor do them, and copy
      const blockSize = provider === "cpu" ? found.blockSize : undefined;
      return new OnnxExecutor({
        ort,
        createSession,
        found: { ...found, blockSize },
        name: nameOf(ort, provider, threads),
      });
    }
    reasons.push(`${provider}: ${found.reason}`);
  }
  throw new GenlabError(`ONNX Runtime starts on none of the execution providers. ${reasons.join("; ")}`);
}

interface OnnxExecutorParts {
  readonly ort: Ort;
  readonly createSession: (model: Uint8Array) => Promise<OrtSession>;
  readonly found: Capabilities;
  readonly name: string;
}

/**
 * Runs programs in ONNX Runtime: each is traced and compiled once for each shape of a batch, and again where a setting has changed or a
 * variable was frozen. Variables' values stay there, in buffers that inputs and outputs take in turns; a variable fetches its value when it
 * is read, and what is assigned to it counts from the next run on.
 *
 * A program that throws changes no variable. Those that ran before it in the step did.
 */
export class OnnxExecutor implements Executor {
  readonly name: string;
  readonly #ort: Ort;
  readonly #createSession: (model: Uint8Array) => Promise<OrtSession>;
  readonly #state: StateStore;
  readonly #blockSize: number | undefined;
  // weak, as are the values of variables: an executor may outlive its trainers
  #compiled = new WeakMap<Program, Map<string, CompiledProgram>>();
  readonly #all = new Set<WeakRef<CompiledProgram>>();

  constructor({ ort, createSession, found, name }: OnnxExecutorParts) {
    this.name = name;
    this.#ort = ort;
    this.#createSession = createSession;
    this.#state = new StateStore(ort, found);
    this.#blockSize = found.blockSize;
  }

  async run(programs: readonly Program[], { batch: given, rng, step }: StepInputs): Promise<readonly PendingTerms[]> {
    const batch = arrayBatchOf(given);
    const tensors = this.#tensorsOf(batch);
    const pending: PendingTerms[] = [];
    // all of them before the first runs: a step that is refused has changed nothing, and another executor can do it
    const compiled: CompiledProgram[] = [];
    for (const program of programs) compiled.push(await this.#compile(program, batch));
    for (const each of compiled) {
      const terms = await each.run({ batch: tensors, rng, step });
      pending.push({ read: async () => terms, dispose() {} });
    }
    return pending;
  }

  async pull(module: Module): Promise<void> {
    this.#state.pull(module);
  }

  // what was assigned is seen before the next run
  async push(): Promise<void> {}

  /** Frees the sessions and the values of variables, which have them in tfjs from then on. */
  async dispose(): Promise<void> {
    const all = [...this.#all];
    this.#all.clear();
    this.#compiled = new WeakMap();
    this.#state.clear();
    for (const compiled of all) await compiled.deref()?.release();
  }

  async #compile(program: Program, batch: ArrayBatch): Promise<CompiledProgram> {
    const key = Object.entries(batch)
      .map(([field, array]) => `${field}: ${dtypeOf(array)} [${array.shape}]`)
      .join(", ");
    const byShape = this.#compiled.get(program) ?? new Map<string, CompiledProgram>();
    this.#compiled.set(program, byShape);
    const known = byShape.get(key);
    if (known?.holds()) return known;
    if (known) {
      byShape.delete(key);
      await known.release();
    }
    const tools = {
      ort: this.#ort,
      state: this.#state,
      createSession: this.#createSession,
      blockSize: this.#blockSize,
    };
    const compiled = await CompiledProgram.create(program, batch, tools);
    byShape.set(key, compiled);
    this.#all.add(new WeakRef(compiled));
    return compiled;
  }

  #tensorsOf(batch: ArrayBatch): Map<string, OrtTensor> {
    return new Map(
      Object.entries(batch).map(([field, array]) => {
        const { data, shape } = array;
        const values = data instanceof Uint8Array ? new Int32Array(data) : data;
        return [`batch/${field}`, new this.#ort.Tensor(dtypeOf(array), values, shape)];
      }),
    );
  }
}

function sessionOptions(provider: string, threads: number | undefined): Readonly<Record<string, unknown>> {
  return {
    executionProviders: [provider],
    graphOptimizationLevel: "all",
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    interOpNumThreads: 1,
    // one block for all that a run needs, beside the arena of the first run, which is kept: twice the memory, and no faster
    enableMemPattern: false,
    logSeverityLevel: 3,
    // second moments of gradients that stay zero decay to denormal numbers, which are slow; and the threads of a session that has run
    // would go on spinning beside those of the next one
    extra: { session: { set_denormal_as_zero: "1", force_spinning_stop: "1" } },
  };
}

/** Providers that run everything themselves. */
const PROCESSOR: readonly string[] = ["cpu", "wasm"];

function nameOf(ort: Ort, provider: string, threads: number | undefined): string {
  const { native, node, web } = ort.env.versions;
  const version = native === undefined ? (node ?? web) : `${native}, by its C interface,`;
  const count = threads === undefined ? "" : `, ${threads} ${threads === 1 ? "thread" : "threads"}`;
  const rest = PROCESSOR.includes(provider) ? "" : ", and on cpu what that has no kernel for";
  return `compiled for ONNX Runtime${version ? ` ${version}` : ""} on ${provider}${rest}${count}`;
}
