import { GenlabError } from "@genlab/base";
import { type ArrayBatch, batches, batchesPerEpoch, fromArrays, map, slice, take } from "@genlab/data";
import { describe, expect, it } from "vitest";

const pairs = () =>
  fromArrays({
    x: { data: Float32Array.of(0, 1, 10, 11, 20, 21, 30, 31), shape: [4, 1, 2] },
    y: { data: Int32Array.of(0, 1, 2, 3), shape: [4] },
  });

describe("fromArrays", () => {
  it("stacks examples in the order asked for, also twice the same", () => {
    const dataset = pairs();
    expect(dataset.length).toBe(4);
    expect(dataset.shapes).toEqual({ x: [1, 2], y: [] });
    expect(dataset.batch([2, 0, 2])).toEqual({
      x: { data: Float32Array.of(20, 21, 0, 1, 20, 21), shape: [3, 1, 2] },
      y: { data: Int32Array.of(2, 0, 2), shape: [3] },
    });
    expect(dataset.batch([]).x).toEqual({ data: new Float32Array(0), shape: [0, 1, 2] });
  });

  it("keeps the type of each field and copies its values", () => {
    const data = Uint8Array.of(1, 2);
    const batch = fromArrays({ bytes: { data, shape: [2] } }).batch([0, 1]);
    data[0] = 9;
    expect(batch.bytes!.data).toEqual(Uint8Array.of(1, 2));
  });

  it("accepts no examples", () => {
    const empty = fromArrays({ x: { data: new Float32Array(0), shape: [0, 2] } });
    expect([empty.length, empty.shapes]).toEqual([0, { x: [2] }]);
  });

  it("says what is wrong with its arrays", () => {
    expect(() => fromArrays({})).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: A dataset needs at least one field, for example \`x\`: { x: { data, shape } }.]`,
    );
    expect(() => fromArrays({ x: { data: new Float32Array(5), shape: [2, 3] } })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Field "x" has 5 values, but its shape [2, 3] has room for 6. Give the shape that belongs to the values.]`,
    );
    expect(() => fromArrays({ x: { data: new Float32Array(1), shape: [] } })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Field "x" has shape []. Its first size is the number of examples.]`,
    );
    expect(() => fromArrays({ x: { data: new Float32Array(1), shape: [0.5, 2] } })).toThrow(GenlabError);
    expect(() =>
      fromArrays({ x: { data: new Float32Array(2), shape: [2] }, y: { data: new Int32Array(3), shape: [3] } }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Field "y" has 3 examples, but field "x" has 2. Give both the same number.]`,
    );
  });

  it("refuses an example that is not there", () => {
    expect(() => pairs().batch([0, 4])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: There is no example 4 in a dataset of 4: they count from 0.]`,
    );
    for (const index of [-1, 0.5, Number.NaN]) expect(() => pairs().batch([index])).toThrow(GenlabError);
  });
});

describe("map", () => {
  it("computes each batch and knows the new shapes", () => {
    const doubled = map(pairs(), ({ x }) => ({
      twice: { data: Float32Array.from(x!.data, (value) => 2 * value), shape: [x!.shape[0]!, 2] },
    }));
    expect([doubled.length, doubled.shapes]).toEqual([4, { twice: [2] }]);
    expect(doubled.batch([3])).toEqual({ twice: { data: Float32Array.of(60, 62), shape: [1, 2] } });
  });

  it("refuses a function that changes the number of examples", () => {
    expect(() => map(pairs(), ({ x }) => ({ x: { data: x!.data, shape: [2] } }))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The function of map gave the field "x" of shape [2] for a batch of 1. Give as many examples.]`,
    );
  });

  it("keeps the values of what its function returns, whatever they are in", () => {
    const others = map(pairs(), ({ y }) => ({
      half: { data: Float64Array.from(y!.data, (value) => value / 2), shape: y!.shape },
      below: { data: Int16Array.from(y!.data, (value) => -300 - value), shape: y!.shape },
      list: { data: Array.from(y!.data, (value) => value / 4), shape: y!.shape },
    }));
    expect(others.batch([1, 3])).toEqual({
      half: { data: Float32Array.of(0.5, 1.5), shape: [2] },
      below: { data: Int32Array.of(-301, -303), shape: [2] },
      list: { data: Float32Array.of(0.25, 0.75), shape: [2] },
    });
  });

  it("refuses a function that gives no batch, or examples of other shapes than at first", () => {
    const given = (batch: unknown) => () => map(pairs(), () => batch as ArrayBatch);
    expect(given(undefined)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The function of map gave undefined, not a batch. Return its fields: { x: { data, shape } }.]`,
    );
    expect(given(Promise.resolve({}))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The function of map gave a promise, not a batch. Return its fields: { x: { data, shape } }.]`,
    );
    expect(given({ x: Float32Array.of(1) })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The function of map gave no batch. Field "x" is a Float32Array. Give { data, shape }: a typed array, and whole numbers such as [batch, height, width, channels].]`,
    );
    expect(() => map(pairs(), "double" as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: map got "double". Give a function of a batch.]`,
    );
    let calls = 0;
    const growing = map(pairs(), ({ y }) => {
      calls++;
      return { x: { data: new Float32Array(calls * y!.shape[0]!), shape: [y!.shape[0]!, calls] } };
    });
    expect(() => growing.batch([0])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The function of map gave examples of shapes {"x":[2]}, but of the first example {"x":[1]}. Keep them the same.]`,
    );
  });

  it("maps a dataset without examples", () => {
    expect(map(take(pairs(), 0), (batch) => batch).shapes).toEqual({ x: [1, 2], y: [] });
  });
});

it.each([
  ["a promise", Promise.resolve(pairs())],
  ["arrays", { x: { data: [1], shape: [1] } }],
  ["nothing", undefined],
])("%s is no dataset", (_, given) => {
  const dataset = given as never;
  const calls = [
    () => map(dataset, (batch) => batch),
    () => slice(dataset, 0),
    () => take(dataset, 1),
    () => batches(dataset, { batchSize: 1 }),
    () => batchesPerEpoch(dataset, { batchSize: 1 }),
  ];
  for (const call of calls) expect(call).toThrow(/^\w+ got no dataset, but .*\. Give one, such as `fromArrays/);
  expect(calls[0]).toThrow(GenlabError);
});

describe("slice and take", () => {
  it("count from the start of the slice", () => {
    const middle = slice(pairs(), 1, 3);
    expect([middle.length, middle.shapes]).toEqual([2, { x: [1, 2], y: [] }]);
    expect(middle.batch([1, 0]).y!.data).toEqual(Int32Array.of(2, 1));
    expect(slice(pairs(), 3).batch([0]).y!.data).toEqual(Int32Array.of(3));
    expect(take(pairs(), 2).length).toBe(2);
    expect(slice(middle, 1).batch([0]).y!.data).toEqual(Int32Array.of(2));
    // indices in bytes, of which 250 + 10 is 4
    const many = fromArrays({ y: { data: Int32Array.from({ length: 300 }, (_, i) => i), shape: [300] } });
    expect(slice(many, 250).batch(Uint8Array.of(10) as never).y!.data).toEqual(Int32Array.of(260));
  });

  it("refuse what lies outside", () => {
    expect(() => slice(pairs(), 2, 5)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: There is no slice from 2 to 5 in a dataset of 4. Give whole numbers, 0 <= start <= end <= length.]`,
    );
    expect(() => slice(pairs(), 3, 2)).toThrow(GenlabError);
    expect(() => take(pairs(), Number.NaN)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: NaN examples cannot be taken of 4. Give a whole number from 0 to that.]`,
    );
    expect(() => take(pairs(), undefined as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: undefined examples cannot be taken of 4. Give a whole number from 0 to that.]`,
    );
    expect(() => pairs().batch(3 as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The indices of a batch of a dataset are 3. Give a list, such as [0, 1].]`,
    );
    // the dataset has an example 2, the slice has not
    expect(() => slice(pairs(), 0, 2).batch([2])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: There is no example 2 in a slice of 2: they count from 0.]`,
    );
  });
});
