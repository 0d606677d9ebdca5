import { GenlabError } from "@genlab/core";
import {
  broadcastStrides,
  type Chain,
  collapse,
  constantValues,
  equalShapes,
  type Node,
  sizeOf,
  stridesOf,
} from "@genlab/graph";
import { literal } from "../shader/literal.js";
import { expressionOf } from "../shader/operations.js";
import { coordinates, distance } from "../shader/positions.js";
import { loaded, stored } from "../shader/shader.js";
import type { Lowering } from "./lowering.js";

/** Operations entry by entry in one kernel, or in several where it would have too many buffers. */
export function lowerChain(
  lowering: Lowering,
  nodes: readonly Node[],
  chainOf: (nodes: readonly Node[]) => Chain,
): void {
  if (nodes[0]!.shape.includes(0)) return;
  for (let first = 0; first < nodes.length; ) {
    let last = nodes.length;
    let chain = chainOf(nodes.slice(first, last));
    while (chain.inputs.length + chain.outputs.length > lowering.mostBuffers && last > first + 1) {
      last -= 1;
      chain = chainOf(nodes.slice(first, last));
    }
    lowerOne(lowering, chain);
    first = last;
  }
}

function lowerOne(lowering: Lowering, { shape, nodes, inputs, outputs }: Chain): void {
  const axes = collapse({ shape, strides: inputs.map((node) => broadcastStrides(node.shape, shape)) });
  const own = stridesOf(axes.shape);
  const names = new Map<Node, string>();
  const lines: string[] = [];
  const define = (node: Node, value: string) => {
    const name = `v${names.size}`;
    lines.push(`let ${name} = ${value};`);
    names.set(node, name);
  };
  for (const [k, node] of inputs.entries()) {
    const strides = axes.strides[k]!;
    define(node, loaded(`in${k}`, equalShapes(strides, own) ? "i" : distance("c", strides), node.dtype));
  }
  for (const node of nodes)
    define(
      node,
      operationOf(
        node,
        node.inputs.map((each) => names.get(each) ?? inlineOf(each)),
      ),
    );
  for (const [k, node] of outputs.entries()) lines.push(`out${k}[i] = ${stored(names.get(node)!, node.dtype)};`);
  const isSpread = axes.strides.some((strides) => !equalShapes(strides, own));
  lowering.each(sizeOf(shape), { outputs, inputs }, [...(isSpread ? coordinates("i", axes.shape, "c") : []), ...lines]);
}

function operationOf(node: Node, operands: readonly string[]): string {
  const expression = expressionOf(node, operands);
  if (expression === undefined) {
    const kinds = node.inputs.map(({ dtype }) => dtype).join(", ");
    throw new GenlabError(`WebGPU has no operation "${node.op}" of ${kinds} here.`);
  }
  return expression;
}

const inlineOf = (node: Node): string => literal(constantValues(node)![0]!, node.dtype);
