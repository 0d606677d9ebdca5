import { isElementwise } from "../elementwise-names.js";
import { infer } from "../infer.js";
import { make, withInputs } from "../make.js";
import type { Graph, Node } from "../node.js";
import { rewrite } from "../rewrite.js";
import { inverse, range, sizeOf } from "../shapes.js";

/**
 * Moves transposes behind what can work in any order of axes, so that they meet and cancel; folds them into products of matrices;
 * makes reshapes of those that only move axes of size one.
 */
export const transposes = (graph: Graph): Graph => rewrite(graph, sunk);

function sunk(node: Node): Node {
  if (node.op === "transpose") {
    const result = composed(node.inputs[0]!, node.attributes.permutation);
    const isSame = result.op === "transpose" && result.inputs[0] === node.inputs[0];
    return isSame ? node : result;
  }
  if (isElementwise(node)) return behindElementwise(node) ?? node;
  const [x] = node.inputs as [Node];
  if (node.op === "matMul") return intoMatMul(node);
  if (node.op === "concat") return behindConcat(node) ?? node;
  if (x?.op !== "transpose") return node;
  const [source] = x.inputs as [Node];
  const { permutation } = x.attributes;
  const back = inverse(permutation);
  const moved = <T>(list: readonly T[]): T[] => back.map((axis) => list[axis]!);
  switch (node.op) {
    case "sum":
    case "mean":
    case "max":
    case "min":
    case "prod": {
      const { keepDims } = node.attributes;
      const axes = node.attributes.axes.map((axis) => permutation[axis]!).toSorted((a, b) => a - b);
      const reduced = make(node.op, [source], { axes, keepDims });
      if (keepDims) return composed(reduced, permutation);
      const kept = permutation.filter((axis) => !axes.includes(axis));
      const sorted = kept.toSorted((a, b) => a - b);
      return composed(
        reduced,
        kept.map((axis) => sorted.indexOf(axis)),
      );
    }
    case "slice": {
      const { begin, size, strides } = node.attributes;
      const inner = { begin: moved(begin), size: moved(size), strides: moved(strides) };
      return composed(make("slice", [source], inner), permutation);
    }
    case "pad": {
      const { paddings, value } = node.attributes;
      return composed(make("pad", [source], { paddings: moved(paddings), value }), permutation);
    }
    default:
      return node;
  }
}

/** A transpose of a transpose is one; of axes in their order, none; of single entries, a reshape. */
function composed(x: Node, permutation: readonly number[]): Node {
  if (x.op === "transpose") {
    return composed(
      x.inputs[0]!,
      permutation.map((axis) => x.attributes.permutation[axis]!),
    );
  }
  if (permutation.every((axis, i) => axis === i)) return x;
  const long = permutation.filter((axis) => x.shape[axis]! > 1);
  if (long.every((axis, i) => i === 0 || axis > long[i - 1]!)) {
    return make("reshape", [x], { shape: permutation.map((axis) => x.shape[axis]!) });
  }
  return make("transpose", [x], { permutation });
}

function behindElementwise(node: Node): Node | undefined {
  const transposed = node.inputs.find((each) => each.op === "transpose" && each.shape.length === node.shape.length);
  if (transposed?.op !== "transpose") return undefined;
  const { permutation } = transposed.attributes;
  const inputs: Node[] = [];
  for (const each of node.inputs) {
    const source = turnedBack(each, permutation);
    if (!source) return undefined;
    inputs.push(source);
  }
  const { shape } = infer(node.op, inputs, node.attributes);
  return composed({ ...withInputs(node, inputs), shape } as Node, permutation);
}

/** What the permutation makes of is x, where that costs nothing. */
function turnedBack(x: Node, permutation: readonly number[]): Node | undefined {
  if (x.op === "transpose" && `${x.attributes.permutation}` === `${permutation}`) return x.inputs[0]!;
  if (sizeOf(x.shape) === 1)
    return x.shape.length === 0 ? x : make("reshape", [x], { shape: permutation.map(() => 1) });
  if (x.shape.filter((length) => length > 1).length > 1 && !(x.op === "constant")) return undefined;
  const full = [...range(permutation.length - x.shape.length).map(() => 1), ...x.shape];
  const whole = full.length === x.shape.length ? x : make("reshape", [x], { shape: full });
  return composed(whole, inverse(permutation));
}

function behindConcat(node: Node): Node | undefined {
  const [first] = node.inputs;
  if (node.op !== "concat" || first?.op !== "transpose") return undefined;
  const { permutation } = first.attributes;
  const sources = node.inputs.map((each) =>
    each.op === "transpose" && `${each.attributes.permutation}` === `${permutation}` ? each.inputs[0] : undefined,
  );
  if (!sources.every((each) => each !== undefined)) return undefined;
  return composed(make("concat", sources, { axis: permutation[node.attributes.axis]! }), permutation);
}

/** A matrix that was turned over is read turned over. */
function intoMatMul(node: Node): Node {
  if (node.op !== "matMul") return node;
  const [a, b] = node.inputs.map(unturned) as [Unturned, Unturned];
  if (!a.turned && !b.turned) return node;
  return make("matMul", [a.matrix, b.matrix], {
    transposeA: node.attributes.transposeA !== a.turned,
    transposeB: node.attributes.transposeB !== b.turned,
  });
}

interface Unturned {
  readonly matrix: Node;
  readonly turned: boolean;
}

function unturned(x: Node): Unturned {
  if (x.op !== "transpose") return { matrix: x, turned: false };
  const { permutation } = x.attributes;
  const rank = permutation.length;
  const swaps = permutation.every((axis, i) => axis === (i < rank - 2 ? i : 2 * rank - 3 - i));
  return swaps ? { matrix: x.inputs[0]!, turned: true } : { matrix: x, turned: false };
}
