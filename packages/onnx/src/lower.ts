import { GenlabError } from "@genlab/core";
import type { Graph, Node } from "@genlab/graph";
import { Emitter, type Lower, type Lowering } from "./emitter.js";
import { lowerers } from "./lowerers.js";
import type { OnnxGraph, OnnxValue } from "./model.js";

/** The same graph for two sizes of the batch, so that what grows with it can be told from what does not. */
export interface Batched {
  readonly size: number;
  readonly twin: Graph;
  readonly twinSize: number;
}

/**
 * Writes a graph in operations of ONNX. With `batched`, the batch size is a dimension named "batch" and may differ from run to run.
 *
 * @throws GenlabError when a value in the graph, and not just a shape, depends on the size of the batch.
 */
export function lower(graph: Graph, batched?: Batched): OnnxGraph {
  const twins = (batched?.twin ?? graph).nodes;
  checkAlike(graph, twins);
  const emitter = new Emitter();
  const names = new Map<Node, string>();
  const growing = new Growing(graph, emitter, batched);
  graph.nodes.forEach((node, i) => {
    const twin = twins[i]!;
    const sizes = growing.sizes.bind(growing);
    names.set(node, lowered({ node, twin, emitter, sizes }, names));
  });
  const outputs = graph.outputs.map(({ name, node }): OnnxValue => {
    return { name, type: node.dtype, shape: growing.dimensions(node, twins[graph.nodes.indexOf(node)]!) };
  });
  const inputs = graph.nodes.flatMap((node, i): OnnxValue[] => {
    if (node.op !== "input") return [];
    return [{ name: node.attributes.name, type: node.dtype, shape: growing.dimensions(node, twins[i]!) }];
  });
  const shared = outputs.find(({ name }) => inputs.some((given) => given.name === name));
  if (shared) {
    throw new GenlabError(
      `"${graph.name}" has an input and an output named "${shared.name}". Name one of them otherwise.`,
    );
  }
  emitter.nameOutputs(graph.outputs.map(({ name, node }) => ({ name, value: names.get(node)! })));
  const { nodes, initializers } = emitter;
  return { name: graph.name, nodes, initializers, inputs, outputs };
}

function lowered(lowering: Lowering, names: ReadonlyMap<Node, string>): string {
  const { node, twin, emitter } = lowering;
  if (node.op === "input") return node.attributes.name;
  if (node.op === "constant") return emitter.constant(node.attributes.values, node.shape, node.dtype);
  const inputs = node.inputs.map((each) => names.get(each)!);
  // a name, its attributes and its entry belong together; the union of nodes cannot say so
  const lower = lowerers[node.op] as unknown as Lower<"sum">;
  return lower(lowering, inputs as [string, string, string], node.attributes as never, twin.attributes as never);
}

const BATCH = "batch";

/** Numbers that grow with the batch. */
class Growing {
  readonly #graph: Graph;
  readonly #emitter: Emitter;
  readonly #batched: Batched | undefined;
  #batch: string | undefined;

  constructor(graph: Graph, emitter: Emitter, batched: Batched | undefined) {
    this.#graph = graph;
    this.#emitter = emitter;
    this.#batched = batched;
  }

  dimensions(node: Node, twin: Node): (number | string)[] {
    return node.shape.map((length, i) => {
      if (length === twin.shape[i]) return length;
      return this.#factor(length, twin.shape[i]!) === 1 ? BATCH : `${this.#factor(length, twin.shape[i]!)}*${BATCH}`;
    });
  }

  sizes(values: readonly number[], twins: readonly number[]): string {
    if (values.every((value, i) => value === twins[i])) return this.#emitter.ints(values);
    const parts = values.map((value, i) => {
      if (value === twins[i]) return this.#emitter.ints([value]);
      const factor = this.#factor(value, twins[i]!);
      const batch = this.#batchSize();
      return factor === 1 ? batch : this.#emitter.emit("Mul", [batch, this.#emitter.ints([factor])]);
    });
    return parts.length === 1 ? parts[0]! : this.#emitter.emit("Concat", parts, { axis: 0 });
  }

  #factor(value: number, twin: number): number {
    const { size, twinSize } = this.#batched!;
    if (value % size === 0 && value / size === twin / twinSize) return value / size;
    throw new GenlabError(
      `"${this.#graph.name}" has a length of ${value} for ${size} examples and ${twin} for ${twinSize}: not a multiple of the ` +
        "batch size. Export it with a fixed batch size.",
    );
  }

  /** The batch size of a run, as a list of one number. */
  #batchSize(): string {
    if (this.#batch) return this.#batch;
    const source = this.#graph.nodes.find(({ op, shape }) => op === "input" && shape[0] === this.#batched!.size);
    if (source?.op !== "input") throw new GenlabError(`"${this.#graph.name}" has no input with a batch axis.`);
    this.#batch = this.#emitter.emit("Shape", [source.attributes.name], { start: 0, end: 1 });
    return this.#batch;
  }
}

function checkAlike({ name, nodes }: Graph, twins: readonly Node[]): void {
  const differs = (node: Node, twin: Node | undefined) =>
    node.op !== twin?.op || (node.op === "constant" && !sameValues(node, twin));
  if (nodes.length === twins.length && !nodes.some((node, i) => differs(node, twins[i]))) return;
  throw new GenlabError(
    `"${name}" computes something else for another batch size, and not just on more examples. Export it with a fixed batch size.`,
  );
}

function sameValues(node: Node, twin: Node): boolean {
  if (node.op !== "constant" || twin.op !== "constant") return false;
  const [a, b] = [node.attributes.values, twin.attributes.values];
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
