import { GenlabError } from "@genlab/base";
import { fromArrays, map, slice, take } from "@genlab/data";
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
      `[GenlabError: The mapped field "x" has shape [2] for a batch of 1. Keep the number of examples.]`,
    );
  });

  it("maps a dataset without examples", () => {
    expect(map(take(pairs(), 0), (batch) => batch).shapes).toEqual({ x: [1, 2], y: [] });
  });
});

describe("slice and take", () => {
  it("count from the start of the slice", () => {
    const middle = slice(pairs(), 1, 3);
    expect([middle.length, middle.shapes]).toEqual([2, { x: [1, 2], y: [] }]);
    expect(middle.batch([1, 0]).y!.data).toEqual(Int32Array.of(2, 1));
    expect(slice(pairs(), 3).batch([0]).y!.data).toEqual(Int32Array.of(3));
    expect(take(pairs(), 2).length).toBe(2);
    expect(slice(middle, 1).batch([0]).y!.data).toEqual(Int32Array.of(2));
  });

  it("refuse what lies outside", () => {
    expect(() => slice(pairs(), 2, 5)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: There is no slice from 2 to 5 in a dataset of 4. Give whole numbers, 0 <= start <= end <= length.]`,
    );
    expect(() => slice(pairs(), 3, 2)).toThrow(GenlabError);
    expect(() => take(pairs(), Number.NaN)).toThrow(GenlabError);
    // the dataset has an example 2, the slice has not
    expect(() => slice(pairs(), 0, 2).batch([2])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: There is no example 2 in a slice of 2: they count from 0.]`,
    );
  });
});
