import { GenlabError } from "@genlab/base";
import { createRng } from "@genlab/core";
import {
  type BatchOptions,
  batches,
  batchesPerEpoch,
  type Dataset,
  fromArrays,
  map,
  type RandomSource,
  slice,
} from "@genlab/data";
import { describe, expect, it } from "vitest";
import { seeded } from "./seeded.js";

const numbers = (length: number) =>
  fromArrays({ y: { data: Int32Array.from({ length }, (_, index) => index), shape: [length] } });

/** The values of the first `count` batches. */
function drawn(length: number, options: BatchOptions, count = Number.POSITIVE_INFINITY): number[][] {
  const all: number[][] = [];
  if (count === 0) return all;
  for (const { y } of batches(numbers(length), options)) {
    all.push([...y!.data]);
    if (all.length === count) break;
  }
  return all;
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

describe("batches", () => {
  it("keeps the order without an rng, and an incomplete batch: its examples would be left out each time", () => {
    expect(drawn(3, { batchSize: 2, epochs: 2 })).toEqual([[0, 1], [2], [0, 1], [2]]); // biome-ignore format: a row
    expect(drawn(5, { batchSize: 2, epochs: 1, lastBatch: "drop" })).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(drawn(3, { batchSize: 8, epochs: 1, lastBatch: "keep" })).toEqual([[0, 1, 2]]);
    expect(drawn(3, { batchSize: 3, epochs: 0 })).toEqual([]);
  });

  it("drops an incomplete batch of a shuffled epoch, where others are left out each time", () => {
    const epochs = Array.from({ length: 30 }, (_, epoch) => epoch);
    const all = drawn(5, { batchSize: 2, rng: seeded(1), epochs: epochs.length });
    expect(all.map((batch) => batch.length)).toEqual(Array(60).fill(2));
    expect(new Set(all.flat()).size).toBe(5);
    expect(drawn(5, { batchSize: 2, rng: seeded(1), epochs: 1, lastBatch: "keep" })).toHaveLength(3);
  });

  it("takes batches as a dataset of someone's own gives them, and refuses those that are none", () => {
    const own = (batch: (indices: readonly number[]) => object) =>
      ({ length: 3, shapes: { x: [] }, batch }) as unknown as Dataset;
    const halves = own((indices) => ({
      x: { data: Float64Array.from(indices, (i) => i / 2), shape: [indices.length] },
    }));
    const [first] = batches(halves, { batchSize: 2 });
    expect(first).toEqual({ x: { data: Float32Array.of(0, 0.5), shape: [2] } });
    const refused = (batch: (indices: readonly number[]) => object) =>
      expect(() => batches(own(batch), { batchSize: 2 }).next());
    refused(() => ({ x: { data: Float32Array.of(1), shape: [1] } })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The dataset gave the field "x" of shape [1] for a batch of 2. Give as many examples.]`,
    );
    refused(async () => ({})).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The dataset gave a promise, not a batch. Return its fields: { x: { data, shape } }.]`,
    );
    refused(() => ({ x: [1, 2] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The dataset gave no batch. Field "x" is [1,2]. Give { data, shape }: a typed array, and whole numbers such as [batch, height, width, channels].]`,
    );
  });

  it("says what comes next in the epoch before a batch is used, also to what a dataset is made of", () => {
    const heard: string[] = [];
    const own: Dataset = { ...numbers(9), ahead: (indices) => heard.push(`next ${indices}`) };
    const made = map(slice(own, 2, 7), (batch) => batch);
    for (const { y } of batches(made, { batchSize: 2, epochs: 2 })) heard.push(`use ${y!.data}`);
    const epoch = ["next 4,5", "use 2,3", "next 6", "use 4,5", "use 6"];
    expect(heard).toEqual([...epoch, ...epoch]);
  });

  it("goes on for ever", () => {
    expect(drawn(2, { batchSize: 2 }, 50)).toHaveLength(50);
  });

  it("shows every example once an epoch, each epoch in another order", () => {
    const epochs = drawn(20, { batchSize: 20, rng: seeded(1), epochs: 3 });
    for (const epoch of epochs) expect(sorted(epoch)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(new Set(epochs.map(String)).size).toBe(3);
  });

  it("draws the orders of three examples evenly", () => {
    const counts = new Map<string, number>();
    for (const order of drawn(3, { batchSize: 3, rng: createRng(3), epochs: 6000 })) {
      counts.set(String(order), (counts.get(String(order)) ?? 0) + 1);
    }
    // 6 orders, 1000 of each expected, standard deviation 29
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it("draws the order of an epoch from its fork alone", () => {
    const labels: string[] = [];
    const rng: RandomSource = {
      random: () => expect.unreachable("only forks are drawn from"),
      fork(label) {
        labels.push(label);
        return seeded(5).fork(label);
      },
    };
    drawn(4, { batchSize: 2, rng, epochs: 3 });
    expect(labels).toEqual(["epoch/0", "epoch/1", "epoch/2"]);
    labels.length = 0;
    drawn(4, { batchSize: 2, rng, epochs: 3, start: 4 });
    expect(labels).toEqual(["epoch/2"]);
  });

  it.each([
    ["drop, shuffled", { batchSize: 3, rng: createRng(7) }],
    ["keep, shuffled", { batchSize: 3, rng: createRng(7), lastBatch: "keep" }],
    ["drop, in order", { batchSize: 4, lastBatch: "drop" }],
    ["keep, in order", { batchSize: 4 }],
    ["keep, larger than the dataset", { batchSize: 20, rng: createRng(7), lastBatch: "keep" }],
  ] satisfies [string, BatchOptions][])("starts where it stopped: %s", (_, options) => {
    const all = drawn(10, { ...options, epochs: 4 });
    for (let start = 0; start <= all.length + 1; start++) {
      expect(drawn(10, { ...options, epochs: 4, start })).toEqual(all.slice(start));
    }
  });

  it("starts far away at once", () => {
    const start = 3_000_000_001; // epoch 1.5e9
    expect(drawn(2, { batchSize: 1, start }, 2)).toEqual([[1], [0]]);
  });

  it("refuses bad numbers at the call, before the first batch is drawn", () => {
    const refuse = (options: BatchOptions, length = 10) => expect(() => batches(numbers(length), options));
    refuse({ batchSize: 0 }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: batchSize is 0. Give a whole number from 1.]`,
    );
    refuse({ batchSize: Number.NaN }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: batchSize is NaN. Give a whole number from 1.]`,
    );
    refuse({ batchSize: 11, lastBatch: "drop" }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: batchSize 11 is more than the 10 examples of the dataset. Give a smaller one, or \`lastBatch: "keep"\`.]`,
    );
    refuse({ batchSize: 2, start: -1 }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: start is -1. Give the number of batches already drawn, a whole number from 0.]`,
    );
    refuse({ batchSize: 2, epochs: 1.5 }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: epochs is 1.5. Give a whole number from 0, or Infinity.]`,
    );
    refuse({ batchSize: 2 }, 0).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The dataset has no examples, so it has no batches.]`,
    );
    // @ts-expect-error as a configuration file might say
    refuse({ batchSize: 2, lastBatch: "pad" }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: lastBatch is "pad". Give "drop" or "keep".]`,
    );
    // @ts-expect-error the option of another library
    refuse({ batchSize: 2, shuffle: true }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: batches has no option "shuffle". Known options: batchSize, epochs, lastBatch, part, rng, start.]`,
    );
    // @ts-expect-error a seed
    refuse({ batchSize: 2, rng: 1 }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`rng\` of batches is 1. Give a stream of random numbers, such as \`createRng(seed)\` of @genlab/core.]`,
    );
    // @ts-expect-error as positional arguments would be
    refuse(2).toThrowErrorMatchingInlineSnapshot(`[GenlabError: batchSize is undefined. Give a whole number from 1.]`);
    for (const bad of [-1, 2.5, Number.POSITIVE_INFINITY]) refuse({ batchSize: bad }).toThrow(GenlabError);
    for (const bad of [0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      refuse({ batchSize: 2, start: bad }).toThrow(GenlabError);
    }
    for (const bad of [-1, Number.NaN]) refuse({ batchSize: 2, epochs: bad }).toThrow(GenlabError);
  });
});

describe("batchesPerEpoch", () => {
  it("is as many as `batches` gives", () => {
    for (const options of [
      { batchSize: 3 },
      { batchSize: 3, rng: seeded(1) },
      { batchSize: 3, lastBatch: "drop" },
      { batchSize: 3, rng: seeded(1), lastBatch: "keep" },
    ] satisfies BatchOptions[]) {
      expect(batchesPerEpoch(numbers(10), options)).toBe(drawn(10, { ...options, epochs: 1 }).length);
    }
  });

  it("rounds down, or up when the last batch is kept", () => {
    expect(batchesPerEpoch(numbers(10), { batchSize: 3, rng: seeded(1) })).toBe(3);
    expect(batchesPerEpoch(numbers(10), { batchSize: 3 })).toBe(4);
    expect(batchesPerEpoch(numbers(9), { batchSize: 3, lastBatch: "keep" })).toBe(3);
    expect(batchesPerEpoch(numbers(9), { batchSize: 20, lastBatch: "keep" })).toBe(1);
  });
});
