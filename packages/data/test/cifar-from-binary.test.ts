import { cifarFromBinary } from "@genlab/data";
import { describe, expect, it } from "vitest";
import { cifarFile } from "./cifar.js";

describe("cifarFromBinary", () => {
  it("puts planes of colours into pixels, file after file, and scales them", () => {
    const dataset = cifarFromBinary([cifarFile([[3]]), cifarFile([[0], [9]])]);
    expect([dataset.length, dataset.shapes]).toEqual([3, { x: [32, 32, 3], y: [] }]);
    const { x, y } = dataset.batch([1, 2, 0]);
    expect(y).toEqual({ data: Int32Array.of(0, 9, 3), shape: [3] });
    // by the file's description: pixel 33 (row 1, column 1) of the red, the green and the blue plane
    const at = (image: number) => [...x!.data.subarray(3072 * image + 99, 3072 * image + 102)];
    expect(at(1)).toEqual([34, 44, 54].map((level) => Math.fround(level / 255)));
    expect(at(0)).toEqual([33, 43, 53].map((level) => Math.fround(level / 255)));
  });

  it("takes either label of CIFAR-100", () => {
    const bytes = cifarFile([
      [19, 99],
      [0, 42],
    ]);
    expect([...cifarFromBinary(bytes, { classes: 100 }).batch([0, 1]).y!.data]).toEqual([99, 42]);
    expect([...cifarFromBinary(bytes, { classes: 100, labels: "coarse" }).batch([0, 1]).y!.data]).toEqual([19, 0]);
    expect(cifarFromBinary(bytes, { classes: 100 }).batch([1]).x!.data[0]).toBe(Math.fround(1 / 255));
  });

  it("refuses files of other kinds, options that are none, and nothing", () => {
    const refusal = (...given: Parameters<typeof cifarFromBinary>) => {
      try {
        cifarFromBinary(...given);
        return "none";
      } catch (error) {
        return String(error);
      }
    };
    expect(refusal([cifarFile([[1]]), cifarFile([[1]]).subarray(1)])).toMatchInlineSnapshot(
      `"GenlabError: File 1 of CIFAR-10 has 3072 bytes, no whole number of examples of 3073. Give the files of the binary version, unpacked and whole."`,
    );
    expect(refusal(cifarFile([[1], [10]]))).toMatchInlineSnapshot(
      `"GenlabError: Example 1 of file 0 has the label 10, no class of CIFAR-10. Is it a file of CIFAR-100, or of another format?"`,
    );
    expect(refusal(cifarFile([[20, 3]]), { classes: 100 })).toMatchInlineSnapshot(
      `"GenlabError: Example 0 of file 0 has the labels 20 and 3, no class of CIFAR-100. Is it a file of CIFAR-10, or of another format?"`,
    );
    expect(refusal(cifarFile([[1, 3]]))).toContain("3074 bytes");
    expect(refusal([])).toMatchInlineSnapshot(`"GenlabError: There is no file of CIFAR-10. Give at least one."`);
    expect(refusal(new Uint8Array(0))).toContain("has 0 bytes");
    expect(refusal("data_batch_1.bin" as never)).toContain('File 0 of CIFAR-10 is "data_batch_1.bin"');
    expect(refusal(cifarFile([[1]]), { classes: 20 as never })).toContain("no CIFAR of 20 classes");
    expect(refusal(cifarFile([[1]]), { labels: "coarse" })).toContain("CIFAR-10 has no coarse labels");
    expect(refusal(cifarFile([[1]]), { labels: "all" as never })).toContain('no "all" labels');
    expect(refusal(cifarFile([[1]]), { part: "train" } as never)).toContain('no option "part"');
  });
});
