import { GenlabError } from "@genlab/base";
import { type Dataset, digits } from "@genlab/data";
import { describe, expect, it } from "vitest";

const everything = (dataset: Dataset) => dataset.batch(Array.from({ length: dataset.length }, (_, index) => index));

describe("digits", () => {
  it("are the 1797 of the repository", async () => {
    const dataset = await digits();
    expect([dataset.length, dataset.shapes]).toEqual([1797, { x: [8, 8, 1], y: [] }]);
    const { x, y } = everything(dataset);
    // the counts that scikit-learn's load_digits gives
    const counts = Array.from({ length: 10 }, (_, digit) => y!.data.filter((label) => label === digit).length);
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    // sums over the published table, by numpy: all grey levels, and each weighted by its place 1, 2, 3, …, modulo 1000003
    let sum = 0;
    let weighted = 0;
    x!.data.forEach((value, index) => {
      sum += value * 16;
      weighted = (weighted + value * 16 * (index + 1)) % 1000003;
    });
    expect([sum, weighted]).toEqual([561718, 48683]);
  });

  it("begin with the first line of the table, a zero", async () => {
    const { x, y } = (await digits()).batch([0]);
    const line = "0,0,5,13,9,1,0,0,0,0,13,15,10,15,5,0,0,3,15,2,0,11,8,0,0,4,12,0,0,8,8,0";
    expect(Array.from(x!.data.subarray(0, 32), (value) => value * 16)).toEqual(line.split(",").map(Number));
    expect(y!.data).toEqual(Int32Array.of(0));
    expect(Math.max(...everything(await digits()).x!.data)).toBe(1);
  });

  it("are cut after the first 1500", async () => {
    const [all, train, test] = await Promise.all([digits(), digits({ part: "train" }), digits({ part: "test" })]);
    expect([train.length, test.length]).toEqual([1500, 297]);
    expect(train.batch([1499])).toEqual(all.batch([1499]));
    expect(test.batch([0, 296])).toEqual(all.batch([1500, 1796]));
  });

  it("have no other options, and are not asked for by a word alone", async () => {
    await expect(digits({ parts: "test" } as never)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: digits has no option "parts". Did you mean "part"? Known options: part.]`,
    );
    await expect(digits("test" as never)).rejects.toThrow(GenlabError);
  });

  it("have no other part", async () => {
    // @ts-expect-error as a configuration file might say
    await expect(digits({ part: "validation" })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: There is no part "validation" of the digits. Give "train", "test" or "all".]`,
    );
  });
});
