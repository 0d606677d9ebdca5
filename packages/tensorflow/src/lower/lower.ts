import { GenlabError } from "@genlab/core";
import type { Graph, Node, OperationName } from "@genlab/graph";
import type { NodeDef } from "../encode/graph-def.js";
import { Emitter, type Lower, type Precision } from "./emitter.js";
import { lowerers } from "./lowerers.js";
import { isRectifier, type RectifierGradient, rectifierGradient } from "./rectifiers.js";

/** A graph as TensorFlow's nodes, with the names of those that are its inputs and outputs. */
export interface Lowered {
  readonly nodes: readonly NodeDef[];
  readonly inputs: ReadonlyMap<string, string>;
  /** A node for each, even where two are of one value: `Identity` of what may be an input. */
  readonly outputs: ReadonlyMap<string, string>;
}

export interface LowerOptions {
  /** That of products and convolutions of floats. Default: float32. */
  readonly precision?: Precision;
  /** Whether outputs have memory of their own where TensorFlow would give a part of an input's, which may be written to later. Default false. */
  readonly copiesViews?: boolean;
}

/** @throws GenlabError for an operation that TensorFlow does not have. */
export function lower(graph: Graph, { precision = "float32", copiesViews = false }: LowerOptions = {}): Lowered {
  const emitter = new Emitter(precision);
  const names = new Map<Node, string>();
  const inputs = new Map<string, string>();
  // a rectifier's result has the signs of its input, which then is needed by it alone and joined to it
  const rectified = new Map<Node, string>();
  for (const node of graph.nodes) {
    const gradient = rectifierGradient(node);
    const name = gradient ? backward(gradient, { names, rectified, emitter }) : lowered(node, names, emitter);
    names.set(node, name);
    if (isRectifier(node)) rectified.set(node.inputs[0]!, name);
    if (node.op === "input") inputs.set(node.attributes.name, name);
  }
  const outputs = graph.outputs.map(({ name, node }): [string, string] => [
    name,
    emitter.emit(copiesViews && isView(node) ? "DeepCopy" : "Identity", [names.get(node)!], {
      T: { type: node.dtype },
    }),
  ]);
  return { nodes: emitter.nodes, inputs, outputs: new Map(outputs) };
}

interface Backward {
  readonly names: ReadonlyMap<Node, string>;
  readonly rectified: ReadonlyMap<Node, string>;
  readonly emitter: Emitter;
}

function backward({ dy, x, alpha }: RectifierGradient, { names, rectified, emitter }: Backward): string {
  const inputs = [names.get(dy)!, rectified.get(x) ?? names.get(x)!];
  const T = { type: "float32" } as const;
  return alpha === 0
    ? emitter.emit("ReluGrad", inputs, { T })
    : emitter.emit("LeakyReluGrad", inputs, { T, alpha: { float: alpha } });
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

/** What may have no entries of its own. A reduction over single entries may not, either, and is a reshape since `optimize`. */
const MOVING: ReadonlySet<OperationName> = new Set<OperationName>([
  ...(["reshape", "slice", "transpose", "broadcast", "cast", "pad", "concat", "gather", "gatherNd"] as const),
]);

/** Whether it may lie where an input does. */
function isView(node: Node): boolean {
  if (node.op === "input") return true;
  return MOVING.has(node.op) && node.inputs.some(isView);
}
