import "@tensorflow/tfjs-backend-cpu";
import { buffer, gradients, type Parameter, parameter } from "@genlab/core";
import {
  adam,
  adamW,
  chain,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  clipWeights,
  Optimizer,
  rmsProp,
  scaleBy,
  sgd,
  type Transform,
} from "@genlab/optim";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { cut, evaluate, type Graph, type Halves, isElementwise, type Trace, trace } from "../src/index.js";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const X = [0.5, -1, 2, 0.25, 1.5, -0.75, 3, -2, 1, 0.1, -0.3, 0.7];

/** A step of a line with a running mean of its inputs, whose losses are means over examples, and that tells the norm of a gradient. */
function traced(transform: Transform): Trace {
  const parameters = new Map<string, Parameter>([
    ["weight", parameter(() => tf.tensor([0.2, -0.4, 0.6, 0.1, -0.5, 0.3], [3, 2]))],
    ["bias", parameter(() => tf.tensor([0.1, -0.2]))],
  ]);
  const [weight, bias] = [...parameters.values()] as [Parameter, Parameter];
  const mean = buffer(() => tf.zeros([3]));
  const optimizer = new Optimizer(transform, parameters);
  const state = { weight, bias, mean, optimizer: optimizer.state };
  return trace(
    ({ "batch/x": x }, context) => {
      const result = gradients(parameters, () => {
        const y = tf.add(tf.matMul(x!, weight), bias);
        return { total: tf.mean(tf.square(tf.sub(y, 1))) as tf.Scalar };
      });
      mean.assign(tf.add(tf.mul(mean, 0.9), tf.mul(tf.mean(x!, 0), 0.1)));
      optimizer.apply(result.gradients, context);
      return { "term/total": result.losses.total, "term/norm": tf.norm(result.gradients.get("weight")!) };
    },
    { name: "line", inputs: { "batch/x": { shape: [4, 3], dtype: "float32" } }, state, training: true },
  );
}

/** Values of the inputs: the variables', the batch's, and a number for each schedule. */
function inputsOf({ graph, variables }: Trace): Map<string, tf.Tensor> {
  const values = new Map<string, tf.Tensor>([["batch/x", tf.tensor(X, [4, 3])]]);
  for (const [path, variable] of variables) {
    // slots that are not zero, and are of no negative square
    const shift = path.startsWith("optimizer") ? 0.05 : 0;
    values.set(`state/${path}`, tf.add(variable, shift));
  }
  for (const name of inputNames(graph)) if (name.startsWith("schedule/")) values.set(name, tf.scalar(-0.01));
  return values;
}

const inputNames = ({ nodes }: Graph) => nodes.flatMap((node) => (node.op === "input" ? [node.attributes.name] : []));
const outputNames = ({ outputs }: Graph) => outputs.map(({ name }) => name);
const numbers = (values: ReadonlyMap<string, tf.Tensor>) =>
  new Map([...values].map(([name, tensor]) => [name, [...tensor.dataSync()]] as const));

function halvesOf(of: Trace): Halves {
  const halves = cut(of.graph, of.gradients);
  if (!halves) throw new RangeError("It was not cut.");
  return halves;
}

const transforms: readonly [string, Transform][] = [
  ["sgd", sgd({ learningRate: 0.1 })],
  ["sgd with Nesterov's momentum", sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true })],
  ["rmsProp", rmsProp({ learningRate: 0.1 })],
  ["adam by a schedule", adam({ learningRate: (step) => 0.1 / (1 + step) })],
  ["adamW, clipped by the global norm", chain(clipByGlobalNorm(0.1), adamW({ learningRate: 0.1, weightDecay: 0.2 }))],
  ["adam, clipped by norms and values", chain(clipByNorm(0.1), clipByValue(0.05), adam({ learningRate: 0.1 }))],
  ["rmsProp of a critic, scaled", chain(rmsProp({ learningRate: 0.1 }), scaleBy(0.5), clipWeights(0.3))],
];

describe("cut", () => {
  it.each(transforms)("parts a program at its gradients: %s", (_, transform) => {
    const whole = traced(transform);
    const { gradients: first, update } = halvesOf(whole);
    const given = inputsOf(whole);
    const expected = numbers(evaluate(whole.graph, given));
    const between = evaluate(first, given);
    const results = numbers(new Map([...between, ...evaluate(update, new Map([...given, ...between]))]));
    for (const [name, values] of expected) expect([name, results.get(name)]).toEqual([name, values]);
    expect(outputNames(first)).toEqual(["term/total", "next/mean", "gradient/weight", "gradient/bias"]);
    expect(inputNames(first).filter((name) => name.includes("optimizer"))).toEqual([]);
    expect(inputNames(update)).not.toContain("batch/x");
    const strange = update.nodes.filter(
      (node) => !isElementwise(node) && !["input", "constant", "sum", "reshape", "broadcast"].includes(node.op),
    );
    expect(strange).toEqual([]);
  });

  it.each(transforms)("between its halves, means of gradients are those of all examples: %s", (_, transform) => {
    const whole = traced(transform);
    const { gradients: first, update } = halvesOf(whole);
    const given = inputsOf(whole);
    const expected = numbers(evaluate(whole.graph, given));
    // each of two has two examples, twice
    const parts = [X.slice(0, 6), X.slice(6)].map((x) =>
      evaluate(first, new Map([...given, ["batch/x", tf.tensor([...x, ...x], [4, 3])]])),
    );
    const means = ["gradient/weight", "gradient/bias"].map(
      (name) => [name, tf.mean(tf.stack(parts.map((part) => part.get(name)!)), 0)] as const,
    );
    for (const [name, values] of numbers(evaluate(update, new Map([...given, ...means])))) {
      for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected.get(name)![i]!, 5);
    }
  });

  it("hands on what both halves need, and leaves what has no gradient whole", () => {
    const w = parameter(() => tf.tensor([1, 2]));
    const x = { "batch/x": { shape: [2], dtype: "float32" as const } };
    const scaled = trace(
      ({ "batch/x": batch }, context) => {
        const scale = tf.exp(batch!);
        const gradient = tf.mul(scale, w);
        context.updatesBy?.(new Map([["w", gradient]]));
        w.assign(tf.sub(w, tf.div(gradient, scale)));
        return { "term/total": tf.sum(scale) };
      },
      { name: "scaled", inputs: x, state: { w } },
    );
    const { gradients: first, update } = halvesOf(scaled);
    expect([outputNames(first), inputNames(update).toSorted()]).toEqual([
      ["term/total", "gradient/w", "carried/1"],
      ["carried/1", "gradient/w", "state/w"],
    ]);
    const none = trace(({ "batch/x": batch }) => ({ "term/total": tf.sum(batch!) }), { name: "none", inputs: x });
    expect(cut(none.graph, none.gradients)).toBeUndefined();
  });

  it("leaves a program whole that updates twice, the second time by what the first has made", () => {
    const w = parameter(() => tf.tensor([1, 2]));
    const optimizer = new Optimizer(sgd({ learningRate: 0.1 }), new Map([["w", w]]));
    const twice = trace(
      ({ "batch/x": x }, context) => {
        for (let i = 0; i < 2; i++) optimizer.apply(new Map([["w", tf.mul(w, x!)]]), context);
        return {};
      },
      { name: "twice", inputs: { "batch/x": { shape: [2], dtype: "float32" } }, state: { w } },
    );
    expect([...twice.gradients.keys()]).toEqual(["w", "w (2)"]);
    expect(cut(twice.graph, twice.gradients)).toBeUndefined();
  });
});
