import { type Context, GenlabError, namedVariables, type Schedule } from "@genlab/core";
import {
  type DataId,
  engine,
  getBackend,
  registerBackend,
  removeBackend,
  type Scalar,
  type Tensor,
  type TensorInfo,
  tidy,
  type Variable,
} from "@tensorflow/tfjs-core";
import { registerKernels } from "./kernels/register.js";
import { input } from "./make.js";
import type { DType, Graph, Node, Output } from "./node.js";
import { requireResults, requireTraceOptions } from "./require-trace.js";
import { graphOf } from "./rewrite.js";
import { TraceBackend } from "./trace-backend.js";
import type { TraceOptions } from "./trace-options.js";
import { type Draw, type Draws, traceRng } from "./trace-rng.js";
import { UnknownKernelError } from "./unknown-kernel-error.js";

/** A program as a graph, and what to feed it with. */
export interface Trace {
  /**
   * Inputs: those of the options by name, `state/PATH`, `draw/N`, `schedule/N`.
   * Outputs: what the program returned by name, and `next/PATH` of every variable that it assigned.
   */
  readonly graph: Graph;
  /** Every variable of the state by path. */
  readonly variables: ReadonlyMap<string, Variable>;
  readonly draws: Draws;
  /** Functions of the step by the input that they fill. */
  readonly schedules: ReadonlyMap<string, Schedule>;
  /** The gradients that the program updates variables by, by path, of a second update `PATH (2)`: where `cut` parts the graph. */
  readonly gradients: ReadonlyMap<string, Node>;
}

type Run = (inputs: Readonly<Record<string, Tensor>>, context: Context) => Readonly<Record<string, Tensor>>;

const BACKEND = "genlab-trace";

/**
 * Records what a function of tensors computes, by running it once on a tfjs backend of symbols. Variables come out as they went in;
 * tensors that the function captured become constants; the backend that was set is set again, whatever happens.
 *
 * @throws UnknownKernelError when the function uses an operation that graphs do not have.
 * @throws GenlabError for options that are none, and results that are not tensors by name; when the function reads a value in JavaScript, or uses a variable that is not in `state`.
 */
export function trace(run: Run, options: TraceOptions): Trace {
  requireTraceOptions(run, options);
  const { name, inputs, state = {}, training = false } = options;
  const variables = namedVariables(state);
  const schedules = new Map<string, Schedule>();
  const gradients = new Map<string, Node>();
  let updates = 0;
  const outputs: Output[] = [];
  const backend = new TraceBackend(name);
  let taken: Draws = { draws: [], streams: [] };
  whileSet(backend, () => {
    const place = (node: Node): Tensor => engine().makeTensorFromTensorInfo(backend.infoOf(node), backend);
    const scheduled = new Map<Schedule, Scalar>();
    const traced = traceRng(name, ({ name: draw, shape }: Draw) => place(input(draw, shape)));
    taken = traced.taken;
    const context: Context = {
      training,
      rng: traced.rng,
      schedule(of) {
        const known = scheduled.get(of);
        if (known) return known;
        const placed = engine().keep(place(input(`schedule/${schedules.size}`, []))) as Scalar;
        schedules.set(`schedule/${schedules.size}`, of);
        scheduled.set(of, placed);
        return placed;
      },
      updatesBy(given) {
        updates += 1;
        for (const [path, gradient] of given) {
          gradients.set(updates === 1 ? path : `${path} (${updates})`, backend.nodeOf(gradient));
        }
      },
    };
    const standIns = new StandIns(backend, variables);
    try {
      const given = Object.entries(inputs).map(([key, { shape, dtype }]) => [key, place(input(key, shape, dtype))]);
      const results = run(Object.fromEntries(given), context);
      if (backend.failure) throw backend.failure;
      requireResults(name, results);
      for (const [key, tensor] of Object.entries(results)) outputs.push({ name: key, node: backend.nodeOf(tensor) });
      for (const [path, node] of standIns.assigned()) outputs.push({ name: `next/${path}`, node });
    } finally {
      standIns.restore();
      for (const scalar of scheduled.values()) scalar.dispose();
    }
  });
  return { graph: graphOf(name, outputs, [...backend.nodes]), variables, draws: taken, schedules, gradients };
}

function whileSet(backend: TraceBackend, action: () => void): void {
  registerKernels(BACKEND);
  const previous = getBackend();
  registerBackend(BACKEND, () => backend, 0);
  // a backend that is ready is set before the promise is returned
  void engine().setBackend(BACKEND);
  try {
    tidy(action);
  } catch (error) {
    throw unknownKernel(error, backend.program) ?? error;
  } finally {
    void engine().setBackend(previous);
    removeBackend(BACKEND);
  }
}

function unknownKernel(error: unknown, program: string): UnknownKernelError | undefined {
  if (!(error instanceof Error) || error instanceof UnknownKernelError) return undefined;
  const kernel = new RegExp(`Kernel '(\\w+)' not registered for backend '${BACKEND}'`).exec(error.message)?.[1];
  return kernel ? new UnknownKernelError(kernel, program, { cause: error }) : undefined;
}

/** Puts symbols in place of the values of all variables there are, and the values back. */
class StandIns {
  readonly #backend: TraceBackend;
  readonly #replaced: {
    readonly variable: Variable;
    readonly path: string | undefined;
    readonly node: Node;
    readonly dataId: DataId;
  }[] = [];

  constructor(backend: TraceBackend, variables: ReadonlyMap<string, Variable>) {
    this.#backend = backend;
    const paths = new Map([...variables].map(([path, variable]) => [variable, path]));
    const others = Object.values(engine().state.registeredVariables).filter((variable) => !paths.has(variable));
    for (const variable of [...paths.keys(), ...others]) {
      const { shape, dtype, dataId } = variable;
      const path = paths.get(variable);
      const node = input(path === undefined ? "unknown variable" : `state/${path}`, shape, dtype as DType);
      if (path === undefined) backend.forbid(node, complaintAbout(variable, backend.program));
      // the reference that tidy disposes of is the variable's own
      const { dataId: symbol } = track(backend.infoOf(node), backend);
      backend.incRef(symbol);
      variable.dataId = symbol;
      this.#replaced.push({ variable, path, node, dataId });
    }
  }

  /** The new values of the variables that were assigned, by path. */
  assigned(): [string, Node][] {
    return this.#replaced.flatMap(({ variable, path, node }): [string, Node][] => {
      if (this.#backend.isAt(variable.dataId, node)) return [];
      if (path === undefined) throw new GenlabError(complaintAbout(variable, this.#backend.program));
      return [[path, this.#backend.nodeOf(variable)]];
    });
  }

  restore(): void {
    for (const { variable, dataId } of this.#replaced) {
      // a tensor that takes over the variable's reference, for tidy to dispose of
      track(variable, this.#backend);
      variable.dataId = dataId;
    }
  }
}

const track = (info: TensorInfo, backend: TraceBackend): TensorInfo => {
  const { dataId, shape, dtype } = info;
  return engine().makeTensorFromTensorInfo({ dataId, shape, dtype }, backend);
};

const complaintAbout = ({ shape }: Variable, program: string): string =>
  `"${program}" uses a variable [${shape}] that is not in its state. Hold it in a public field of the model or the optimizer.`;
