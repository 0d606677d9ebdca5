import "@tensorflow/tfjs-backend-cpu";
import { readFileSync } from "node:fs";
import { type Graph, graphOf, input, make, type Node, optimize, scalarOf, trace } from "@genlab/graph";
import { kernelCases, typesOf, variantsOf } from "@genlab/testing";
import { setBackend, type Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { type AttributeValue, ELEMENT_TYPES, type NodeDef } from "../src/encode/graph-def.js";
import { lower } from "../src/index.js";

beforeAll(async () => {
  await setBackend("cpu");
});

/** An operation as TensorFlow defines it: its inputs, of which one may be a list as long as an attribute says, and its attributes. */
interface Definition {
  readonly inputs: number;
  readonly list?: string;
  readonly attributes: Readonly<
    Record<string, { readonly kind: string; readonly isRequired: boolean; types?: number[]; words?: string[] }>
  >;
}

const operations = JSON.parse(readFileSync(new URL("fixtures/operations.json", import.meta.url), "utf8")) as Readonly<
  Record<string, Definition>
>;

function kindOf(value: AttributeValue): string {
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return "int";
  if (typeof value === "string") return "string";
  return "length" in value ? "list(int)" : Object.keys(value)[0]!;
}

/** What is wrong with a node, by the definition of its operation. */
function faultsOf({ operation, inputs, attributes }: NodeDef): readonly string[] {
  const definition = operations[operation];
  if (!definition) return [`there is no ${operation}`];
  const { list, attributes: known } = definition;
  const count = definition.inputs + (list ? Number(attributes[list]) - 1 : 0);
  const missing = Object.keys(known).filter((name) => known[name]!.isRequired && !(name in attributes));
  const wrong = Object.entries(attributes).filter(([name, value]) => {
    const one = known[name];
    if (one?.kind !== kindOf(value)) return true;
    if (typeof value === "string") return one.words?.includes(value) === false;
    return typeof value === "object" && "type" in value && one.types?.includes(ELEMENT_TYPES[value.type]) === false;
  });
  return [
    ...(inputs.length === count ? [] : [`${operation} has ${inputs.length} inputs, not ${count}`]),
    ...missing.map((name) => `${operation} has no ${name}`),
    ...wrong.map(([name, value]) => `${operation} has ${name} ${JSON.stringify(value)}`),
  ];
}

/** Every node comes after its inputs, and all outputs are nodes. */
function expectWhole(graph: Graph): readonly NodeDef[] {
  const { nodes, inputs, outputs } = lower(graph);
  const names = new Set<string>();
  for (const node of nodes) {
    for (const each of node.inputs) expect(names).toContain(each.replace(/:1$/, ""));
    names.add(node.name);
  }
  expect(names.size).toBe(nodes.length);
  for (const name of [...inputs.values(), ...outputs.values()]) expect(names).toContain(name);
  return nodes;
}

describe("what operations and gradients become is as TensorFlow defines it", () => {
  it.each(kernelCases.map((each, i) => [each.name, each, i] as const))("%s", (_, kernelCase, i) => {
    // of every third its gradient, too: all of them take long to trace
    const variants = variantsOf(kernelCase).slice(0, i % 3 === 0 ? 2 : 1);
    const { graph } = trace(
      (inputs) =>
        Object.fromEntries(variants.map(({ name, run }): [string, Tensor] => [name, run(Object.values(inputs))])),
      { name: kernelCase.name, inputs: typesOf(kernelCase.inputs) },
    );
    expect(expectWhole(optimize(graph)).flatMap(faultsOf)).toEqual([]);
  });
});

const graphWith = (nodes: readonly Node[]): Graph =>
  graphOf(
    "test",
    nodes.map((node, i) => ({ name: `y${i}`, node })),
  );

describe("lower", () => {
  it("writes a border that TensorFlow knows by a word as that word, and another by padding", () => {
    const operationsOf = (pads: readonly [number, number, number, number]) => {
      const [x, filter] = [input("x", [1, 8, 8, 2]), input("filter", [4, 4, 2, 3])];
      const y = make("conv2d", [x, filter], { strides: [2, 2], dilations: [1, 1], pads, depthwise: false });
      const { nodes } = lower({ name: "test", nodes: [x, filter, y], outputs: [{ name: "y", node: y }] });
      return nodes.flatMap(({ operation, attributes }) => [
        operation,
        ...(attributes.padding ? [attributes.padding] : []),
      ]);
    };
    expect(operationsOf([1, 1, 1, 1])).toEqual(["Placeholder", "Placeholder", "Conv2D", "SAME", "Identity"]);
    expect(operationsOf([0, 0, 0, 0])).toEqual(["Placeholder", "Placeholder", "Conv2D", "VALID", "Identity"]);
    expect(operationsOf([0, 0, 2, 2]).filter((word) => word === "Pad" || word === "VALID")).toEqual(["Pad", "VALID"]);
  });

  it("joins biases and rectifiers to products, and their gradients to the results of rectifiers", () => {
    const [x, w, b, dy] = [input("x", [2, 3]), input("w", [3, 4]), input("b", [4]), input("dy", [2, 4])];
    const sum = make("add", [make("matMul", [x, w], { transposeA: false, transposeB: false }), b]);
    const y = make("relu", [sum]);
    const leaky = make("leakyRelu", [sum], { alpha: 0.2 });
    const slope = (alpha: number) =>
      make("select", [make("greater", [sum, scalarOf(0)]), scalarOf(1), scalarOf(alpha)]);
    const outputs = [y, make("mul", [dy, slope(0)]), leaky, make("mul", [slope(0.2), dy])];
    const { nodes } = lower(graphWith(outputs));
    const named = (operation: string) => nodes.filter((node) => node.operation === operation);
    const [product, bias, plain, back] = ["MatMul", "BiasAdd", "Relu", "ReluGrad"].map((name) => named(name)[0]!);
    expect(bias!.inputs[0]).toBe(product!.name);
    expect(back!.inputs[1]).toBe(plain!.name);
    expect(named("LeakyReluGrad")[0]).toMatchObject({
      inputs: [back!.inputs[0], named("LeakyRelu")[0]!.name],
      attributes: { alpha: { float: Math.fround(0.2) } },
    });
  });

  it("gives outputs memory of their own where an input may be written to, and TensorFlow would give a part of that", () => {
    const x = input("x", [4, 2]);
    const moved = make("reshape", [make("slice", [x], { begin: [1, 0], size: [2, 2], strides: [1, 1] })], {
      shape: [4],
    });
    const graph = graphWith([x, moved, make("neg", [moved])]);
    const last = (copiesViews: boolean) =>
      lower(graph, { copiesViews })
        .nodes.slice(-3)
        .map(({ operation }) => operation);
    expect(last(true)).toEqual(["DeepCopy", "DeepCopy", "Identity"]);
    expect(last(false)).toEqual(["Identity", "Identity", "Identity"]);
  });

  it("rounds what products multiply, each value once, but for convolutions with an odd number of channels", () => {
    const operationsOf = (channels: number) => {
      const [x, filter] = [input("x", [1, 8, 8, 2]), input("filter", [4, 4, 2, channels])];
      const attributes = { strides: [2, 2], dilations: [1, 1], pads: [1, 1, 1, 1], depthwise: false } as const;
      const [y, again] = [make("conv2d", [x, filter], attributes), make("conv2d", [x, filter], attributes)];
      const outputs = [y, again].map((node, i) => ({ name: `y${i}`, node }));
      const { nodes } = lower({ name: "test", nodes: [x, filter, y, again], outputs }, { precision: "bfloat16" });
      return nodes.slice(2).map(({ operation, attributes: { T, DstT } }) => [operation, T ?? DstT]);
    };
    const [float, half] = [{ type: "float32" }, { type: "bfloat16" }];
    const whole = [
      ["Conv2D", half],
      ["Cast", float],
    ];
    const ends = [
      ["Identity", float],
      ["Identity", float],
    ];
    expect(operationsOf(4)).toEqual([["Cast", half], ["Cast", half], ...whole, ...whole, ...ends]);
    expect(operationsOf(3)).toEqual([["Conv2D", float], ["Conv2D", float], ...ends]);
  });

  it("refuses what it does not know, and what TensorFlow would refuse when it runs", () => {
    const [image, filter] = [input("x", [1, 8, 8, 2]), input("filter", [2, 2, 2, 1])];
    const attributes = { strides: [2, 1], dilations: [1, 1], pads: [0, 0, 0, 0], depthwise: true } as const;
    const uneven = make("conv2d", [image, filter], attributes);
    const graph = { name: "test", nodes: [image, filter, uneven], outputs: [{ name: "y", node: uneven }] };
    expect(() => lower(graph)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: A depthwise convolution has the strides [2, 1]; TensorFlow has equal ones only.]`,
    );
    const x = input("x", [2, 3]);
    const gemm = make("gemm", [x, x, x], { transposeA: false, transposeB: true });
    expect(() => lower(graphWith([gemm]))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: gemm has no counterpart in TensorFlow. Give it a graph as it was traced.]`,
    );
  });
});
