import { GenlabError } from "@genlab/core";
import { cast, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { evaluators } from "./evaluators.js";
import type { Graph, Node } from "./node.js";

/** Runs a graph on the tfjs backend that is set, operation by operation: what executors are tested against. */
export function evaluate({ nodes, outputs }: Graph, inputs: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const values = new Map<Node, Tensor>();
  const results = tidy(() => {
    for (const node of nodes) values.set(node, valueAt(node, values, inputs));
    // a copy each: two outputs may be one node, or an input
    return outputs.map(({ node }) => values.get(node)!.clone());
  });
  return new Map(outputs.map(({ name }, i) => [name, results[i]!]));
}

function valueAt(node: Node, values: ReadonlyMap<Node, Tensor>, inputs: ReadonlyMap<string, Tensor>): Tensor {
  if (node.op === "constant") return tensor(node.attributes.values, [...node.shape], node.dtype);
  if (node.op === "input") {
    const { name } = node.attributes;
    const given = inputs.get(name);
    if (!given) throw new GenlabError(`The graph's input "${name}" was not given.`);
    return given;
  }
  const run = evaluators[node.op] as (inputs: readonly Tensor[], attributes: unknown, node: Node) => Tensor;
  const value = run(
    node.inputs.map((each) => values.get(each)!),
    node.attributes,
    node,
  );
  if (`${value.shape}` !== `${node.shape}`) {
    throw new GenlabError(`${node.op} gave the shape [${value.shape}] instead of [${node.shape}].`);
  }
  return value.dtype === node.dtype ? value : cast(value, node.dtype);
}
