import { GenlabError } from "@genlab/core";
import { broadcastStrides, type Chain, collapse, constantValues, type Node } from "@genlab/graph";
import type { Code } from "../encode/code.js";
import type { FunctionScope, Local } from "../encode/function.js";
import { f32x4, i32, i32x4, v128 } from "../encode/instructions.js";
import { fromMemory, toMemory } from "../vector/entries.js";
import { emitOperation } from "../vector/operations.js";
import { nest } from "./nest.js";

/** A function of the addresses of outputs, then of inputs. */
export function emitChain(scope: FunctionScope, addresses: readonly Local[], chain: Chain): Code {
  const { nodes, inputs, outputs } = chain;
  const strides = [...outputs, ...inputs].map(({ shape }) => broadcastStrides(shape, chain.shape));
  const axes = collapse({ shape: chain.shape, strides });
  const inner = axes.shape.at(-1)!;
  const isSplat = (operand: number) => axes.strides[operand]!.at(-1) === 0;
  const pointers = addresses.map((local, i) => ({
    local,
    strides: axes.strides[i]!.slice(0, -1).map((stride) => 4 * stride),
  }));
  const values = new Map<Node, Code>();
  const preparations: Code[] = [];
  for (const [i, node] of inputs.entries()) {
    const operand = outputs.length + i;
    if (!isSplat(operand)) continue;
    const local = scope.local("v128");
    preparations.push(local.set(fromMemory(v128.loadSplat(addresses[operand]!.get), node.dtype)));
    values.set(node, local.get);
  }
  return nest(scope, axes.shape.slice(0, -1), pointers, () => [
    preparations,
    scope.count({ to: 4 * inner, by: 16 }, (i) => {
      const at = (operand: number) => i32.add(addresses[operand]!.get, i);
      const loads = inputs.flatMap((node, k) => {
        const operand = outputs.length + k;
        if (isSplat(operand)) return [];
        return [define(scope, values, node, fromMemory(v128.load(at(operand)), node.dtype))];
      });
      const operations = nodes.map((node) =>
        define(
          scope,
          values,
          node,
          operationOf(
            scope,
            node,
            node.inputs.map((each) => codeOf(values, each)),
          ),
        ),
      );
      const stores = outputs.map((node, k) => v128.store(at(k), toMemory(values.get(node)!, node.dtype)));
      return [loads, operations, stores];
    }),
  ]);
}

function define(scope: FunctionScope, values: Map<Node, Code>, node: Node, value: Code): Code {
  const local = scope.local("v128");
  values.set(node, local.get);
  return local.set(value);
}

function operationOf(scope: FunctionScope, node: Node, operands: readonly Code[]): Code {
  const code = emitOperation(scope, node, operands);
  if (code === undefined) {
    const kinds = node.inputs.map(({ dtype }) => dtype).join(", ");
    throw new GenlabError(`WebAssembly has no operation "${node.op}" of ${kinds} here.`);
  }
  return code;
}

function codeOf(values: ReadonlyMap<Node, Code>, node: Node): Code {
  return values.get(node) ?? splatOf(node);
}

function splatOf(node: Node): Code {
  const [value] = constantValues(node)!;
  if (node.dtype === "float32") return f32x4.const(value!);
  return i32x4.const(node.dtype === "bool" ? -value! : value!);
}
