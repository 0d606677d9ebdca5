import { createContext, gradients, type NdArray, namedParametersOf, namedVariables, type Phase } from "@genlab/core";
import { norm, type Scalar, stack, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { firstOf } from "./examples.js";
import { FlowTrace, type TracedFlow } from "./flow-trace.js";
import { contextFor, type Look, read, tensorOf, type View } from "./look.js";

/** What goes from one part of a phase into another. */
export interface Flow {
  /** `"data"`, `"noise"`, or networks: several where what flows is made of several. */
  readonly from: readonly string[];
  /** A network, or `"loss"`. */
  readonly to: string;
  /** `[batch, ...]`; of a network that goes into the loss, before a last function without parameters. */
  readonly values: NdArray;
  /** Of the loss's gradient by what flows. Null where none comes back. */
  readonly norm: number | null;
}

/** One phase of a step: what flows into what, and what comes back. */
export interface Circuit {
  readonly phase: string;
  readonly flows: readonly Flow[];
  /** What the loss reads besides what networks give it: `"data"`, mostly. */
  readonly given: readonly string[];
  readonly losses: Readonly<Record<string, number>>;
  /** Norms of the gradients of the networks that the phase moves. */
  readonly moves: Readonly<Record<string, number>>;
}

/** All phases that are active, on the first examples: from the phases and parts of whatever model. */
export const circuit: Look<{ readonly count: number }, readonly Circuit[]> = async (view, { count }) => {
  const circuits: Circuit[] = [];
  for (const phase of view.model.phases()) {
    if (phase.active?.(view.step) ?? true) circuits.push(await circuitOf(view, phase, count));
  }
  return circuits;
};

async function circuitOf(view: View, phase: Phase, count: number): Promise<Circuit> {
  const owners = [...namedVariables(view.model)].map(([path, { id }]) => [id, networkOf(path)] as const);
  const trace = new FlowTrace(new Map(owners));
  try {
    return await followed(view, phase, { count, trace });
  } finally {
    trace.dispose();
  }
}

interface Following {
  readonly count: number;
  readonly trace: FlowTrace;
}

async function followed(view: View, { name, updates, loss }: Phase, { count, trace }: Following): Promise<Circuit> {
  const { model } = view;
  let [networks, terms]: [readonly string[], readonly string[]] = [[], []];
  const numbers = await read(() => {
    const x = trace.comesFrom("data", tensorOf(firstOf(view, count).x!));
    const { rng } = contextFor(view, "circuit");
    const context = createContext({ rng: trace.noisy(rng), step: view.step });
    const found = gradients(namedParametersOf(updates, model), () => trace.follow(() => loss({ x }, context)));
    const norms = normsByNetwork(found.gradients);
    terms = Object.keys(found.losses);
    networks = [...norms.keys()];
    return stack([...Object.values(found.losses), ...norms.values()]);
  });
  const values = [...numbers!.data];
  const flows: Flow[] = [];
  for (const flow of trace.flows) flows.push(await arraysOf(flow));
  const toTheLoss = flows.filter(({ to }) => to === "loss");
  return {
    phase: name,
    flows: [...flows.filter(({ to }) => to !== "loss"), ...merged(toTheLoss)],
    given: trace.given,
    losses: Object.fromEntries(terms.map((term, i) => [term, values[i]!])),
    moves: Object.fromEntries(networks.map((network, i) => [network, values[terms.length + i]!])),
  };
}

/** The first part of a path: `encoder.layers.0.weight` is of the encoder. */
const networkOf = (path: string) => path.split(".", 1)[0]!;

function normsByNetwork(found: ReadonlyMap<string, Tensor>): ReadonlyMap<string, Tensor> {
  const parts = new Map<string, Tensor[]>();
  for (const [path, gradient] of found) {
    const network = networkOf(path);
    parts.set(network, [...(parts.get(network) ?? []), norm(gradient)]);
  }
  return new Map([...parts].map(([network, norms]) => [network, norm(stack(norms))]));
}

async function arraysOf({ from, to, values, norms }: TracedFlow): Promise<Flow> {
  const size = norms.length > 0 ? await read(() => together(norms)) : null;
  return { from, to, values: (await read(() => values.clone()))!, norm: size?.data[0] ?? null };
}

/** One for each network, whatever it was called with: the first that a gradient comes back to. */
function merged(flows: readonly Flow[]): readonly Flow[] {
  const networks = new Set(flows.map(({ from }) => from[0]!));
  return [...networks].map((network) => {
    const own = flows.filter(({ from }) => from[0] === network);
    const norms = own.flatMap(({ norm }) => norm ?? []);
    const shown = own.find(({ norm }) => norm !== null) ?? own[0]!;
    return { ...shown, norm: norms.length > 0 ? Math.hypot(...norms) : null };
  });
}

const together = (norms: readonly Scalar[]): Tensor => tidy(() => norm(stack([...norms])));
