import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { readFileSync } from "node:fs";
import "@genlab/core";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";

type Nested = (number | string | Nested)[];
interface Fixture {
  readonly cases: Record<string, { readonly inputs: tf.TensorLike[]; readonly gradients: Nested[] }>;
}

// by PyTorch, see fixtures/extremes.py
const { cases }: Fixture = JSON.parse(readFileSync(new URL("fixtures/extremes.json", import.meta.url), "utf8"));

const functions: Record<string, (...inputs: tf.Tensor[]) => tf.Tensor> = {
  sigmoid: tf.sigmoid,
  softplus: tf.softplus,
  tanh: tf.tanh,
  elu: tf.elu,
  selu: tf.selu,
  relu: tf.relu,
  relu6: tf.relu6,
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  abs: tf.abs,
  sqrt: tf.sqrt,
  rsqrt: tf.rsqrt,
  log: tf.log,
  div: tf.div,
  pow: (x) => tf.pow(x, 2),
  powOne: (x) => tf.pow(x, 1),
  powZero: (x) => tf.pow(x, 0),
  exponent: (b) => tf.pow(tf.tensor([0, 2, 3]), b),
  norm: (x) => tf.norm(x, 2, 1),
  logSumExp: (x) => tf.logSumExp(x, 1),
  softmax: (x) => tf.slice(tf.softmax(x), [0, 0], [-1, 1]),
  logSoftmax: (x) => tf.slice(tf.sub(x, tf.logSumExp(x, 1, true)), [0, 0], [-1, 1]),
  maximum: tf.maximum,
  minimum: tf.minimum,
  max: (x) => tf.max(x, 1),
  min: (x) => tf.min(x, 1),
  prod: (x) => tf.prod(x, 1),
  clipByValue: (x) => tf.clipByValue(x, -1, 1),
  where: (x) => tf.where(tf.greater(x, 0), x, tf.exp(tf.neg(x))),
  maxPool: (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid"),
};

describe.each(["cpu", "wasm"])("gradients at extremes on %s", (backend) => {
  it.each(Object.entries(cases))("%s is PyTorch's", async (name, { inputs, gradients }) => {
    await tf.setBackend(backend);
    const found = tf.grads((...given) => tf.sum(functions[name]!(...given)))(inputs.map((input) => tf.tensor(input)));
    const expected = gradients.map((values) =>
      values.flat(9).map((value) => Number(`${value}`.replace("inf", "Infinity"))),
    );
    for (const [i, gradient] of found.entries()) {
      for (const [entry, value] of gradient.dataSync().entries()) {
        const wanted = expected[i]![entry]!;
        if (Number.isFinite(wanted))
          expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-5 * Math.abs(wanted) + 1e-37);
        else expect(value).toBe(wanted);
      }
    }
  });
});

it("has no NaN in the second order at the ends of the activations", async () => {
  await tf.setBackend("cpu");
  const x = tf.tensor([-1e4, -100, 0, 100, 1e4]);
  for (const f of [tf.sigmoid, tf.softplus, tf.tanh, tf.elu, tf.selu, tf.relu, tf.softmax] as ((
    x: tf.Tensor,
  ) => tf.Tensor)[]) {
    const slope = (given: tf.Tensor) => tf.grad((inner) => tf.sum(tf.square(f(inner))))(given);
    const curvature = tf.grad((given) => tf.sum(slope(given)))(x);
    expect([...curvature.dataSync()].filter(Number.isNaN)).toEqual([]);
  }
});
