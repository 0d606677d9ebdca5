import { chooseBackend } from "@genlab/backends";
import {
  add,
  conv2d,
  conv2dTranspose,
  grads,
  log,
  matMul,
  mean,
  reshape,
  type Scalar,
  setBackend,
  softmax,
  softplus,
  square,
  sum,
  type Tensor,
  type Tensor4D,
  tanh,
  tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { nodeBackends } from "../src/engines/backends.js";

let expected: number[][];

beforeAll(async () => {
  await chooseBackend(nodeBackends, { wanted: "cpu" });
  expected = await gradientsOfSmallNetwork();
});

test.for(["tfjs-node", "webgpu", "wasm"])("%s gives the gradients of the cpu backend", async (wanted, { skip }) => {
  const failure = await chooseBackend(nodeBackends, { wanted }).catch((error: unknown) => error);
  if (failure instanceof Error) {
    if (wanted === "wasm") throw failure;
    skip(failure.message); // the other two need what not every machine has
  }
  const actual = await gradientsOfSmallNetwork();
  await setBackend("cpu");
  actual.flat().forEach((value, i) => {
    expect(value).toBeCloseTo(expected.flat()[i]!, 4);
  });
});

test("auto never takes TensorFlow's own library by its order: one that works everywhere is before it", () => {
  const names = nodeBackends.map(({ name }) => name);
  expect(names.slice(names.indexOf("cpu"))).toEqual(["cpu", "tensorflow"]);
});

/** Of convolutions, a transposed convolution and a matrix product, as in a convolutional autoencoder. */
async function gradientsOfSmallNetwork(): Promise<number[][]> {
  const x = wave([6, 8, 8, 1], 0);
  const variables = [
    wave([4, 4, 1, 3], 1),
    wave([4, 4, 3, 4], 2),
    wave([16, 5], 3),
    wave([5], 4),
    wave([4, 4, 3, 4], 5),
  ];
  const loss = (first: Tensor, second: Tensor, weight: Tensor, bias: Tensor, third: Tensor): Scalar => {
    const hidden = tanh(conv2d(x, first as Tensor4D, 2, "same")); // [6, 4, 4, 3]
    const code = softplus(conv2d(hidden, second as Tensor4D, 2, "same")); // [6, 2, 2, 4]
    const classes = softmax(add(matMul(reshape(code, [6, 16]), weight), bias)); // [6, 5]
    const image = conv2dTranspose(code, third as Tensor4D, [6, 4, 4, 3], 2, "same");
    return add(mean(square(image)), sum(log(classes)));
  };
  const gradients = tidy(() => grads(loss)(variables));
  return Promise.all(gradients.map(async (gradient) => [...(await gradient.data())]));
}

/** Numbers in [-1, 1] without pattern, the same on every backend. */
function wave(shape: [number, number, number, number], seed: number): Tensor4D;
function wave(shape: number[], seed: number): Tensor;
function wave(shape: number[], seed: number): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(
    Array.from({ length: size }, (_, i) => Math.sin((i + 1) * 12.9898 + seed * 78.233)),
    shape,
  );
}
