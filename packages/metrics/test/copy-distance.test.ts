import { copyDistance } from "@genlab/metrics";
import { describe, expect, it } from "vitest";

describe("copyDistance", () => {
  it("is the ratio of the median distances to the nearest training example, by hand", () => {
    const train = [
      [0, 0],
      [10, 0],
    ];
    // new ones are 3, 4 and 5 away, the median is 4; generated ones 1 and 3, the median is 2
    const test = [
      [0, 3],
      [10, 4],
      [3, 4],
    ];
    const generated = [
      [1, 0],
      [10, 3],
    ];
    expect(copyDistance({ train, test, generated })).toBe(0.5);
    expect(copyDistance({ train, test, generated: train })).toBe(0);
    expect(copyDistance({ train, test, generated: test })).toBe(1);
  });

  it("where the new examples are copies too, there is nothing to compare with", () => {
    expect(copyDistance({ train: [[1]], test: [[1]], generated: [[1]] })).toBe(1);
    expect(copyDistance({ train: [[1]], test: [[1]], generated: [[2]] })).toBe(Number.POSITIVE_INFINITY);
  });

  it("refuses rows of two lengths", () => {
    expect(() => copyDistance({ train: [[1]], test: [[1]], generated: [[1, 2]] })).toThrow(
      "copyDistance: rows of `train` have 1 numbers, rows of `generated` 2. Give both the same.",
    );
  });
});
