import "@tensorflow/tfjs-backend-cpu";
import {
  createContext,
  createRng,
  GenlabError,
  requireClassIndices,
  requireIndices,
  requireShape,
  toTensor,
} from "@genlab/core";
import { cast, memory, ones, setBackend, tensor1d, tensor2d, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const messageOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof GenlabError) return error.message;
    throw error;
  }
  return "no error";
};

it("contexts are made of a rng and what they know", () => {
  const rng = createRng(1);
  expect([
    messageOf(() => createContext({} as never)),
    messageOf(() => createContext({ rng: 1 as never })),
    messageOf(() => createContext({ rng, train: true } as never)),
    messageOf(() => createContext({ rng, step: 0.5 })),
  ]).toMatchInlineSnapshot(`
    [
      "\`rng\` of createContext is undefined. Give createRng(seed), or a fork of one.",
      "\`rng\` of createContext is 1. Give createRng(seed), or a fork of one.",
      "createContext has no option "train". Did you mean "training"? Known options: rng, step, training.",
      "\`step\` of createContext is 0.5. Expected a whole number from 0.",
    ]
  `);
});

it("draws are of shapes, and between ends in order", () => {
  const rng = createRng(1);
  expect([
    messageOf(() => rng.normal([-1, 2])),
    messageOf(() => rng.normal([1.5])),
    messageOf(() => rng.uniform(3 as never)),
    messageOf(() => rng.uniform([2], 1, 0)),
    messageOf(() => rng.uniform([2], Number.NaN)),
  ]).toMatchInlineSnapshot(`
    [
      "normal was asked for draws of shape [-1,2]. Expected whole numbers: how many are sampled, and the sizes of one.",
      "normal was asked for draws of shape [1.5]. Expected whole numbers: how many are sampled, and the sizes of one.",
      "uniform was asked for draws of shape 3. Expected whole numbers: how many are sampled, and the sizes of one.",
      "uniform was asked for numbers from 1 to 0. Give the lower end first.",
      "\`min\` of uniform is NaN. Expected a finite number.",
    ]
  `);
});

describe("requireShape", () => {
  const check = (shape: number[], expected: (number | string)[]) =>
    messageOf(() => requireShape("Conv2d", zeros(shape), expected));

  it.each<[number[], (number | string)[]]>([
    [
      [2, 8, 8, 3],
      ["batch", "height", "width", 3],
    ],
    [
      [2, 3],
      ["...", 3],
    ],
    [[3], ["...", 3]],
    [
      [2, 3],
      ["batch", "...", 3],
    ],
    [
      [2, 4, 4, 3],
      ["batch", "...", 3],
    ],
  ])("takes [%s]", (shape, expected) => {
    expect(check(shape, expected)).toBe("no error");
  });

  it("refuses other sizes, ranks and empty tensors, and sees channels that come first", () => {
    const image = ["batch", "height", "width", 3];
    expect([
      check([2, 8, 8, 1], image),
      check([2, 3, 8, 8], image),
      check([8, 8, 3], image),
      check([0, 8, 8, 3], image),
      check([3], ["batch", "...", 3]),
      check([], ["...", 3]),
    ]).toMatchInlineSnapshot(`
      [
        "Conv2d got shape [2, 8, 8, 1]. Expected [batch, height, width, 3].",
        "Conv2d got shape [2, 3, 8, 8]. Expected [batch, height, width, 3]. Channels seem to come first: transpose to [batch, height, width, channels].",
        "Conv2d got shape [8, 8, 3]. Expected [batch, height, width, 3].",
        "Conv2d got shape [0, 8, 8, 3]. Expected [batch, height, width, 3].",
        "Conv2d got shape [3]. Expected [batch, ..., 3].",
        "Conv2d got shape []. Expected [..., 3].",
      ]
    `);
  });
});

describe("class indices", () => {
  it("are whole, and in range", () => {
    const check = (y: number[]) => messageOf(() => requireClassIndices("Gan", tensor1d(y), 10));
    expect([check([0, 9]), check([10]), check([1, -1]), check([3.7]), check([Number.NaN])]).toMatchInlineSnapshot(`
      [
        "no error",
        "The label 10 at place 0 is none of the 10 classes, 0 to 9. Ask for one of these, or make the model with as many as the data have.",
        "The label -1 at place 1 is none of the 10 classes, 0 to 9. Ask for one of these, or make the model with as many as the data have.",
        "The label 3.7 at place 0 is none of the 10 classes, 0 to 9. Ask for one of these, or make the model with as many as the data have.",
        "The label NaN at place 0 is none of the 10 classes, 0 to 9. Ask for one of these, or make the model with as many as the data have.",
      ]
    `);
    expect(messageOf(() => requireClassIndices("Gan", tensor2d([[1]]), 10))).toMatchInlineSnapshot(
      `"Gan got classes of shape [1, 1]. Expected class indices [batch]."`,
    );
  });

  it("are looked at again for another number of classes, and when they were computed", () => {
    const y = tensor1d([0, 5], "int32");
    requireIndices("Embedding", y, 6);
    requireIndices("Embedding", y, 6);
    expect(() => requireIndices("Embedding", y, 5)).toThrow(GenlabError);
    expect(() => requireIndices("Embedding", cast(tensor1d([5]), "int32"), 5)).toThrow(GenlabError);
  });
});

it("arrays become tensors with the values that they have", () => {
  const before = memory().numTensors;
  const tensors = [
    toTensor({ data: Float64Array.of(0.5, 2), shape: [2] }),
    toTensor({ data: Uint16Array.of(1, 40_000), shape: [2, 1] }),
    toTensor({ data: [0.25], shape: [] }),
  ];
  expect(tensors.map(({ dtype, shape }) => `${dtype} [${shape}]`)).toEqual([
    "float32 [2]",
    "int32 [2,1]",
    "float32 []",
  ]);
  expect(tensors.map((tensor) => [...tensor.dataSync()])).toEqual([[0.5, 2], [1, 40_000], [0.25]]);
  for (const tensor of tensors) tensor.dispose();
  expect(memory().numTensors).toBe(before);
  expect(messageOf(() => toTensor({ data: ones([2]) as never, shape: [2] }))).toMatchInlineSnapshot(
    `"The array: the numbers are a Object. Give a typed array such as Float32Array, or a list of numbers."`,
  );
});
