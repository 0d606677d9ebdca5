import "@tensorflow/tfjs-backend-cpu";
import { readFileSync } from "node:fs";
import { gradients, type Parameter, parameter } from "@genlab/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";

interface Fixture {
  readonly values: Record<string, { readonly shape: number[]; readonly values: number[] }>;
  readonly penalty: number;
  readonly gradients: Record<string, number[]>;
}

// by PyTorch in double precision, see fixtures/wgan-gp.py
const fixture: Fixture = JSON.parse(readFileSync(new URL("fixtures/wgan-gp.json", import.meta.url), "utf8"));

beforeAll(() => tf.setBackend("cpu"));

/** Convolution, leaky ReLU, convolution, layer norm, tanh, linear: `[batch, 1]`. */
function critic(x: tf.Tensor, of: (name: string) => tf.Tensor): tf.Tensor {
  const convolve = (input: tf.Tensor, layer: 1 | 2) =>
    tf.add(tf.conv2d(input as tf.Tensor4D, of(`filter${layer}`) as tf.Tensor4D, 2, 1), of(`bias${layer}`));
  const h = convolve(tf.leakyRelu(convolve(x, 1), 0.2), 2);
  const { mean, variance } = tf.moments(h, -1, true);
  const normed = tf.mul(tf.sub(h, mean), tf.rsqrt(tf.add(variance, 1e-5)));
  const features = tf.tanh(tf.add(tf.mul(normed, of("scale")), of("shift")));
  return tf.add(tf.matMul(tf.reshape(features, [x.shape[0]!, -1]), of("weight")), of("bias"));
}

it("WGAN-GP: the gradient of a critic's penalty is PyTorch's within 1e-4", () => {
  const all = Object.entries(fixture.values).map(([name, { shape, values }]): [string, Parameter] => [
    name,
    parameter(() => tf.tensor(values, shape)),
  ]);
  const weights = new Map(all.filter(([name]) => name !== "x"));
  const x = new Map(all).get("x")!;
  const { losses, gradients: found } = gradients(weights, () => {
    const slope = tf.grad((given) => tf.sum(critic(given, (name) => weights.get(name)!)))(x);
    const norms = tf.norm(tf.reshape(slope, [3, -1]), 2, 1);
    return { total: tf.mean(tf.square(tf.sub(norms, 1))) };
  });
  expect(losses.total.dataSync()[0]).toBeCloseTo(fixture.penalty, 5);

  const errors = Object.entries(fixture.gradients).map(([name, expected]) => {
    const values = found.get(name)!.dataSync();
    const difference = Math.max(...expected.map((value, i) => Math.abs(value - values[i]!)));
    return { name, error: difference / Math.max(...expected.map(Math.abs)) };
  });
  console.log(errors.map(({ name, error }) => `WGAN-GP ${name.padEnd(8)} ${error.toExponential(1)}`).join("\n"));
  for (const { name, error } of errors) expect(error, name).toBeLessThan(1e-4);
  // the bias of the last layer has no part in the slope
  expect(found.get("bias")?.dataSync()[0] ?? 0).toBe(0);
});
