import { prepareBackend } from "@genlab/backends";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import {
  backend,
  conv2d,
  depthwiseConv2d,
  engine,
  env,
  getKernel,
  matMul,
  mul,
  type NamedAttrMap,
  setBackend,
  sum,
  type Tensor,
  type Tensor4D,
  tensor,
  tensor1d,
  tidy,
  unsortedSegmentSum,
} from "@tensorflow/tfjs-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";

type Shape = [number, number, number, number];
type Explicit = [[number, number], [number, number], [number, number], [number, number]];

beforeAll(async () => {
  env().set("IS_TEST", true); // makes tfjs look, after every kernel, for data that it left behind
  await setBackend("wasm");
  prepareBackend("wasm");
});
beforeEach(() => setBackend("wasm"));

const lopsided: Explicit = [
  [0, 0],
  [2, 0],
  [1, 3],
  [0, 0],
];

const convolutions: { input: Shape; filter: Shape; strides: [number, number]; pad: "same" | "valid" | Explicit }[] = [
  { input: [2, 8, 8, 1], filter: [4, 4, 1, 3], strides: [2, 2], pad: "same" },
  { input: [3, 7, 7, 2], filter: [3, 3, 2, 4], strides: [1, 1], pad: "same" },
  { input: [2, 9, 6, 2], filter: [3, 2, 2, 3], strides: [1, 1], pad: "valid" },
  { input: [2, 8, 9, 3], filter: [3, 3, 3, 2], strides: [2, 2], pad: "valid" }, // the stride leaves a row unread
  { input: [1, 11, 8, 2], filter: [5, 3, 2, 2], strides: [3, 2], pad: "same" },
  { input: [2, 5, 5, 2], filter: [1, 1, 2, 3], strides: [1, 1], pad: "valid" },
  { input: [2, 5, 6, 2], filter: [1, 1, 2, 3], strides: [3, 3], pad: "same" }, // a stride longer than the filter
  { input: [2, 7, 6, 2], filter: [3, 3, 2, 2], strides: [1, 1], pad: lopsided },
  { input: [2, 7, 6, 2], filter: [4, 3, 2, 2], strides: [2, 2], pad: lopsided },
  { input: [2, 4, 4, 2], filter: [4, 4, 2, 5], strides: [1, 1], pad: "valid" }, // one output position
];

describe.each(convolutions)(
  "convolution $input by $filter, strides $strides, $pad",
  ({ input, filter, strides, pad }) => {
    const attributes = { strides, pad, dataFormat: "NHWC" };

    test("gradient by the filter", () =>
      expectSameOnCpu(() => {
        const [x, w] = [wave(input, 1), wave(filter, 2)];
        const dy = wave(conv2d(x, w, strides, pad).shape, 3);
        return kernel("Conv2DBackpropFilter", { x, dy }, { ...attributes, filterShape: filter });
      }));

    test("gradient by the input", () =>
      expectSameOnCpu(() => {
        const [x, w] = [wave(input, 1), wave(filter, 2)];
        const dy = wave(conv2d(x, w, strides, pad).shape, 3);
        return kernel("Conv2DBackpropInput", { dy, filter: w }, { ...attributes, inputShape: input });
      }));

    test("depthwise gradients", async () => {
      const depthwise = { ...attributes, dilations: [1, 1] };
      const dy = () => wave(depthwiseConv2d(wave(input, 1), wave(filter, 2), strides, pad).shape, 3);
      await expectSameOnCpu(() => depthwiseFilterGradient(wave(input, 1), dy(), { ...depthwise, filterShape: filter }));
      await expectSameOnCpu(() => depthwiseInputGradient(dy(), wave(filter, 2), { ...depthwise, inputShape: input }));
    });
  },
);

// tfjs' cpu backend leaves the dilation out here, so the check is the definition of a gradient of a linear map:
// <dy, conv(x, w)> = <dw, w> = <dx, x>
test("depthwise gradients of a dilated convolution", () => {
  const [input, filter]: [Shape, Shape] = [
    [2, 9, 8, 2],
    [3, 2, 2, 3],
  ];
  tidy(() => {
    const [x, w] = [wave(input, 1), wave(filter, 2)];
    const y = depthwiseConv2d(x, w, 1, lopsided, "NHWC", [2, 3]);
    const dy = wave(y.shape, 3);
    const attributes = { strides: [1, 1], pad: lopsided, dilations: [2, 3] };
    const inner = dot(dy, y);
    expect(dot(depthwiseFilterGradient(x, dy, { ...attributes, filterShape: filter }), w)).toBeCloseTo(inner, 4);
    expect(dot(depthwiseInputGradient(dy, w, { ...attributes, inputShape: input }), x)).toBeCloseTo(inner, 4);
  });
});

test.each<[number[], number[], boolean, boolean]>([
  [[3, 5], [3, 4], true, false],
  [[5, 3], [4, 3], false, true],
  [[3, 5], [4, 3], true, true],
  [[128, 7], [128, 2], true, false],
  [[2, 3, 5], [2, 3, 4], true, false],
  [[2, 5, 3], [1, 4, 3], false, true], // one matrix for the whole batch
  [[2, 2, 3, 1], [2, 2, 4, 3], true, true],
])("matrix product %j × %j, transposed %s %s", (a, b, transposeA, transposeB) =>
  expectSameOnCpu(() => matMul(wave(a, 1), wave(b, 2), transposeA, transposeB)),
);

test("segment sum adds repeated segments, leaves empty ones at zero and drops ids outside", () => {
  tidy(() => {
    const rows = tensor([1, 2, 10, 20, 100, 200, 1000, 2000], [4, 2]);
    const sums = unsortedSegmentSum(rows, tensor1d([1, 3, 1, -1], "int32"), 3);
    expect([...sums.dataSync()]).toEqual([0, 0, 101, 202, 0, 0]); // by hand
  });
});

test("preparing again changes nothing", () => {
  const before = ["BatchMatMul", "Conv2DBackpropInput", "Conv2DBackpropFilter"].map((name) => getKernel(name, "wasm"));
  prepareBackend("wasm");
  const after = ["BatchMatMul", "Conv2DBackpropInput", "Conv2DBackpropFilter"].map((name) => getKernel(name, "wasm"));
  expect(after).toEqual(before);
  expect(before).not.toContain(undefined);
});

/** Runs `compute` on wasm and on cpu: the same numbers, and neither tensors nor data left over. */
async function expectSameOnCpu(compute: () => Tensor): Promise<void> {
  const read = () => tidy(() => compute().dataSync());
  const before = [engine().memory().numTensors, backend().numDataIds()];
  const onWasm = read();
  expect([engine().memory().numTensors, backend().numDataIds()]).toEqual(before);
  await setBackend("cpu");
  const onCpu = read();
  expect(onWasm).toHaveLength(onCpu.length);
  const difference = Math.max(...onWasm.map((value, i) => Math.abs(value - onCpu[i]!)));
  expect(difference).toBeLessThan(1e-5);
}

function kernel(name: string, inputs: Record<string, Tensor>, attributes: NamedAttrMap): Tensor {
  return engine().runKernel(name, inputs, attributes) as Tensor;
}

function depthwiseFilterGradient(x: Tensor, dy: Tensor, attributes: NamedAttrMap): Tensor {
  return kernel("DepthwiseConv2dNativeBackpropFilter", { x, dy }, attributes);
}

function depthwiseInputGradient(dy: Tensor, filter: Tensor, attributes: NamedAttrMap): Tensor {
  return kernel("DepthwiseConv2dNativeBackpropInput", { dy, filter }, attributes);
}

/** A tensor of numbers in [-1, 1] without pattern, the same on every backend. */
function wave<S extends number[]>(shape: S, seed: number): S extends Shape ? Tensor4D : Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Array.from({ length: size }, (_, i) => Math.sin((i + 1) * 12.9898 + seed * 78.233));
  return tensor(values, shape) as S extends Shape ? Tensor4D : Tensor;
}

function dot(a: Tensor, b: Tensor): number {
  return sum(mul(a, b)).dataSync()[0]!;
}
