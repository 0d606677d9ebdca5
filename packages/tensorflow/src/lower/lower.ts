import { GenlabError } from "@genlab/core";
import type { Graph, Node } from "@genlab/graph";
import type { NodeDef } from "../encode/graph-def.js";
import { Emitter, type Lower, type Precision } from "./emitter.js";
import { lowerers } from "./lowerers.js";

/** A graph as TensorFlow's nodes, with the names of those that are its inputs and outputs. */
export interface Lowered {
  readonly nodes: readonly NodeDef[];
  readonly inputs: ReadonlyMap<string, string>;
  /** A node for each, even where two are of one value: `Identity` of what may be an input. */
  readonly outputs: ReadonlyMap<string, string>;
}

/**
 * Products and convolutions of floats are in a precision. Default: float32.
 *
 * @throws GenlabError for an operation that TensorFlow does not have.
 */
export function lower(graph: Graph, precision: Precision = "float32"): Lowered {
  const emitter = new Emitter(precision);
  const names = new Map<Node, string>();
  const inputs = new Map<string, string>();
  for (const node of graph.nodes) {
    const name = lowered(node, names, emitter);
    names.set(node, name);
    if (node.op === "input") inputs.set(node.attributes.name, name);
  }
  const outputs = graph.outputs.map(({ name, node }): [string, string] => [
    name,
    emitter.emit("Identity", [names.get(node)!], { T: { type: node.dtype } }),
  ]);
  return { nodes: emitter.nodes, inputs, outputs: new Map(outputs) };
}

function lowered(node: Node, names: ReadonlyMap<Node, string>, emitter: Emitter): string {
  const { shape, dtype: type } = node;
  if (node.op === "input") return emitter.emit("Placeholder", [], { dtype: { type }, shape: { shape } });
  if (node.op === "constant") return emitter.constant(node.attributes.values, shape, type);
  const inputs = node.inputs.map((each) => names.get(each)!);
  // a name, its attributes and its entry belong together; the union of nodes cannot say so
  const lower = lowerers[node.op as keyof typeof lowerers] as unknown as Lower<"sum"> | undefined;
  if (!lower) throw new GenlabError(`${node.op} has no counterpart in TensorFlow. Give it a graph as it was traced.`);
  return lower({ emitter, node }, inputs as [string, string, string], node.attributes as never);
}
