import type { Rng } from "@genlab/core";
import { clone, customGrad, dispose, engine, keep, norm, type Scalar, type Tensor } from "@tensorflow/tfjs-core";

/** A tensor that goes into a network, or from one into the loss. */
export interface TracedFlow {
  readonly from: readonly string[];
  readonly to: string;
  readonly values: Tensor;
  /** Of the loss by what flows, of each time that it flows; none where no gradient comes back. */
  readonly norms: Scalar[];
}

/** What the engine of tfjs does not tell in its types. */
interface Kernels {
  runKernelFunc(call: KernelCall): Tensor | Tensor[];
  gradients(f: () => Tensor, ...rest: readonly unknown[]): unknown;
}

interface KernelCall {
  readonly inputs: Readonly<Record<string, Tensor | null>> | readonly Tensor[];
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Follows what a loss is made of while it is computed, whatever the model is: a kernel that reads a network's parameters is a part of that
 * network, and what comes of a kernel comes from where its inputs come from. Kernels that read none carry on what they are given.
 */
export class FlowTrace {
  readonly #owners: Map<number, string>;
  /** By the id of a tensor: `data`, `noise`, and calls of networks. */
  readonly #sources = new Map<number, ReadonlySet<string>>();
  readonly #flows = new Map<string, TracedFlow>();
  /** What each call of a network has given last. */
  readonly #outputs = new Map<string, TracedFlow>();
  #isFollowing = false;
  /**
   * Gradients may be taken within the loss, as a penalty's: what they multiply is no output of a network, and what they are of is none
   * of what the phase sends through one.
   */
  #place: "loss" | "inner loss" | "inner gradient" = "loss";
  /** Whether the loss is computed, so that gradients are of it. */
  #isDone = false;
  #given: readonly string[] = [];

  /** @param owners which network a parameter is of, by the id of its tensor */
  constructor(owners: ReadonlyMap<number, string>) {
    this.#owners = new Map(owners);
  }

  /** What is not made by a kernel: data, or noise. */
  comesFrom<T extends Tensor>(source: string, tensor: T): T {
    this.#sources.set(tensor.id, new Set([source]));
    return tensor;
  }

  /** A stream whose draws are noise. */
  noisy(rng: Rng): Rng {
    return {
      ...rng,
      normal: (shape) => this.comesFrom("noise", rng.normal(shape)),
      uniform: (shape, min, max) => this.comesFrom("noise", rng.uniform(shape, min, max)),
      fork: (label) => this.noisy(rng.fork(label)),
    };
  }

  /** Computes a loss, and follows it; the gradients of what flowed are heard of afterwards, while they are computed. */
  follow<T extends { readonly total: Tensor }>(loss: () => T): T {
    const kernels = engine() as unknown as Kernels;
    const { runKernelFunc, gradients } = kernels;
    const run = runKernelFunc.bind(kernels);
    kernels.runKernelFunc = (call) => (this.#isFollowing ? this.#run(call, run) : run(call));
    kernels.gradients = (f, ...rest) => {
      const forward = () => this.#at("inner loss", f);
      return this.#at("inner gradient", () => gradients.call(kernels, forward, ...rest));
    };
    this.#isFollowing = true;
    try {
      const losses = loss();
      this.#end(this.#sources.get(losses.total.id) ?? NOTHING);
      return losses;
    } finally {
      this.#isFollowing = false;
      Object.assign(kernels, { runKernelFunc, gradients });
    }
  }

  /** All that flowed, in the order in which it did, until it is disposed of. */
  get flows(): readonly TracedFlow[] {
    return [...this.#flows.values()];
  }

  /** What the loss is computed with besides: data, mostly. */
  get given(): readonly string[] {
    return this.#given;
  }

  dispose(): void {
    for (const { values, norms } of [...this.#flows.values(), ...this.#outputs.values()]) dispose([values, ...norms]);
  }

  #run(call: KernelCall, run: Kernels["runKernelFunc"]): Tensor | Tensor[] {
    const inputs = Object.entries(call.inputs).filter((entry): entry is [string, Tensor] => entry[1] !== null);
    const owner = inputs.map(([, { id }]) => this.#owners.get(id)).find((name) => name !== undefined);
    const sources = new Set(inputs.flatMap(([, { id }]) => [...(this.#sources.get(id) ?? [])]));
    if (owner === undefined || sources.size === 0 || this.#place === "inner gradient") {
      const made = run(call);
      for (const { id } of [made].flat()) {
        if (sources.size > 0) this.#sources.set(id, this.#sources.get(id) ?? sources);
        else if (owner !== undefined) this.#owners.set(id, owner); // made of parameters alone
      }
      return made;
    }
    const under = [...sources].find((source) => networkOf(source) === owner);
    const name = under ?? `${owner}(${[...sources].sort()})`;
    const marked = new Map<string, Tensor>();
    for (const [key, input] of inputs) {
      const from = this.#sources.get(input.id);
      if (from && !from.has(name) && this.#place === "loss") marked.set(key, this.#enter(owner, from, input));
    }
    const made = run(marked.size > 0 ? { ...call, inputs: replaced(call.inputs, marked) } : call);
    if (!Array.isArray(made)) return this.#leave(name, made);
    for (const { id } of made) this.#sources.set(id, new Set([name]));
    return made;
  }

  #enter(to: string, sources: ReadonlySet<string>, input: Tensor): Tensor {
    const from = [...new Set([...sources].map(networkOf))].sort();
    const name = `${from.join("+")}>${to}`;
    const flow = this.#flows.get(name) ?? { from, to, values: this.#unfollowed(() => keep(clone(input))), norms: [] };
    this.#flows.set(name, flow);
    const marked = this.#marked(input, flow);
    this.#sources.set(marked.id, sources);
    return marked;
  }

  #leave(name: string, made: Tensor): Tensor {
    this.#outputs.get(name)?.values.dispose();
    const flow: TracedFlow = {
      from: [networkOf(name)],
      to: "loss",
      values: this.#unfollowed(() => keep(clone(made))),
      norms: [],
    };
    this.#outputs.set(name, flow);
    const marked = this.#marked(made, flow);
    this.#sources.set(marked.id, new Set([name]));
    return marked;
  }

  /** The same values; the norm of their gradient is noted. */
  #marked(tensor: Tensor, flow: TracedFlow): Tensor {
    const same = customGrad((x) => ({
      value: clone(x as Tensor),
      gradFunc: (gradient) => {
        // an inner gradient, of a penalty, is none of the loss; and what a network gives inwards is none of what it gives at last
        if (this.#isDone && this.flows.includes(flow)) flow.norms.push(keep(norm(gradient)) as Scalar);
        return gradient;
      },
    }));
    return this.#unfollowed(() => same(tensor));
  }

  #unfollowed<T>(task: () => T): T {
    const before = this.#isFollowing;
    this.#isFollowing = false;
    try {
      return task();
    } finally {
      this.#isFollowing = before;
    }
  }

  #end(sources: ReadonlySet<string>): void {
    this.#isDone = true;
    for (const [name, flow] of this.#outputs) {
      if (sources.has(name)) this.#flows.set(`${name}>loss`, flow);
      else flow.values.dispose();
    }
    this.#given = [...sources].filter((source) => !this.#outputs.has(source));
  }

  #at<T>(place: "inner loss" | "inner gradient", task: () => T): T {
    const before = this.#place;
    this.#place = place;
    try {
      return task();
    } finally {
      this.#place = before;
    }
  }
}

/** Of a call: `discriminator(generator(noise))` is one of the discriminator. */
const networkOf = (source: string) => source.split("(", 1)[0]!;

/** The inputs with some of them in the place of others. */
function replaced(inputs: KernelCall["inputs"], others: ReadonlyMap<string, Tensor>): KernelCall["inputs"] {
  const entries = Object.entries(inputs).map(([name, input]) => [name, others.get(name) ?? input] as const);
  return Array.isArray(inputs) ? entries.map(([, input]) => input as Tensor) : Object.fromEntries(entries);
}
