import {
  add,
  addN,
  any,
  backend,
  cast,
  conv2d,
  conv2dTranspose,
  cumprod,
  cumsum,
  floorDiv,
  greater,
  matMul,
  mean,
  memory,
  min,
  reshape,
  scatterND,
  setBackend,
  sum,
  type Tensor,
  type Tensor4D,
  tensor,
  tensor1d,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";
import { expect, inject, it } from "vitest";

const name = inject("backend");

// what tfjs has wrong on one of them, or both
const cases: Readonly<Record<string, () => Tensor>> = {
  "matrix product over an odd length": () => matMul(wave(3, 5), wave(3, 7), true),
  "convolution with a filter of one pixel, of an odd number of channels": () =>
    conv2d(wave(2, 3, 3, 3) as Tensor4D, wave(1, 1, 3, 2) as Tensor4D, 1, "same"),
  "transposed convolution of an odd number of channels": () =>
    conv2dTranspose(wave(1, 3, 3, 5) as Tensor4D, wave(2, 2, 3, 5) as Tensor4D, [1, 6, 6, 3], 2, "same"),
  "scatter of an odd number of updates": () =>
    scatterND(reshape(tensor1d([2, 0, 2], "int32"), [3, 1]), wave(3, 3), [4, 3]),
  "floor of a quotient that is not whole": () => floorDiv(wave(2, 3), 0.3),
  "sum of twenty tensors": () => addN(Array.from({ length: 20 }, () => wave(2, 3))),
  "sum of a mask over axes that are not the last": () => sum(cast(greater(wave(3, 4, 5), 1), "float32"), [0, 1]),
  "sum of a mask that was reshaped": () => sum(reshape(cast(greater(wave(12, 5), 1), "float32"), [3, 4, 5]), 0),
  "transpose of integers": () => transpose(integers(), [2, 0, 1]),
  "transpose of a mask": () => transpose(greater(wave(3, 4, 5), 1), [2, 0, 1]),
  "sum of integers": () => sum(integers(), 0),
  "least of integers": () => min(integers(), [0, 1]),
  "mean of integers": () => mean(integers(), 0),
  "any of a mask": () => any(greater(wave(3, 4, 5), 1.9), [0, 1]),
  "backward cumulative sums of two lengths": () =>
    add(sum(cumsum(wave(2, 3), 1, false, true)), cumsum(wave(2, 5), 1, true, true)),
  "backward cumulative products of two lengths": () =>
    add(sum(cumprod(wave(2, 3), 1, false, true)), cumprod(wave(2, 5), 1, true, true)),
};

it.each(Object.entries(cases))("%s is that of the cpu backend", async (_, compute) => {
  const expected = await valuesOn("cpu", compute);
  const given = await valuesOn(name, compute);
  expect([given.dtype, given.values.length]).toEqual([expected.dtype, expected.values.length]);
  const difference = Math.max(...expected.values.map((value, i) => Math.abs(value - given.values[i]!)));
  expect(difference).toBeLessThan(1e-5);
});

/** The result; neither tensors nor data are left over. */
async function valuesOn(backendName: string, compute: () => Tensor): Promise<{ dtype: string; values: number[] }> {
  await setBackend(backendName);
  const before = [memory().numTensors, backend().numDataIds()];
  const result = tidy(compute);
  const { dtype } = result;
  const values = Array.from(await result.data());
  result.dispose();
  expect([memory().numTensors, backend().numDataIds()]).toEqual(before);
  return { dtype, values };
}

/** Numbers in [0, 2] without pattern. On webgl the added one is also in the entries of a texel that lie beyond an odd length. */
function wave(...shape: number[]): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Array.from({ length: size }, (_, i) => Math.sin((i + 1) * 12.9898));
  return add(tensor(values, shape), 1);
}

function integers(): Tensor {
  return tensor(
    Int32Array.from({ length: 60 }, (_, i) => (i * 7) % 31),
    [3, 4, 5],
    "int32",
  );
}
