import { mnistFromIdx, type NdArray, readIdx } from "@genlab/data";
import { describe, expect, it } from "vitest";
import { smallMnist } from "./idx.js";

const images = (count: number, height = 28): NdArray => ({
  data: new Uint8Array(count * height * 28).fill(51),
  shape: [count, height, 28],
});
const labels = (...values: number[]): NdArray => ({ data: Uint8Array.from(values), shape: [values.length] });

describe("mnistFromIdx", () => {
  it("scales each batch to [0, 1] and makes labels int32", async () => {
    const files = smallMnist(3);
    const dataset = mnistFromIdx(await readIdx(files.images), await readIdx(files.labels));
    expect(dataset.length).toBe(3);
    expect(dataset.shapes).toEqual({ x: [28, 28, 1], y: [] });
    const { x, y } = dataset.batch([2, 1]);
    expect(x!.shape).toEqual([2, 28, 28, 1]);
    expect(x!.data).toEqual(Float32Array.from({ length: 2 * 784 }, (_, index) => (index < 784 ? 2 : 1) / 255));
    expect(y).toEqual({ data: Int32Array.of(2, 1), shape: [2] });
  });

  it("makes exactly 1 of 255", () => {
    const white = { data: new Uint8Array(784).fill(255), shape: [1, 28, 28] };
    expect(mnistFromIdx(white, labels(0)).batch([0]).x!.data[0]).toBe(1);
  });

  it("refuses arrays that are not MNIST's", () => {
    expect(() => mnistFromIdx(images(2), [1, 2] as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The array of labels is [1,2]. Give { data, shape }: a typed array, and whole numbers such as [batch, height, width, channels].]`,
    );
    expect(() => mnistFromIdx(labels(1, 2), images(2))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The images are uint8 [2], not uint8 [count, 28, 28]. Are images and labels swapped?]`,
    );
    expect(() => mnistFromIdx(images(2, 27), labels(1, 2))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The images are uint8 [2, 27, 28], not uint8 [count, 28, 28]. Are images and labels swapped?]`,
    );
    expect(() => mnistFromIdx(images(2), images(2))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The labels are uint8 [2, 28, 28], not uint8 [count]. Are images and labels swapped?]`,
    );
    expect(() => mnistFromIdx(images(2), labels(1, 2, 3))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: There are 2 images, but 3 labels. Take both from the same part, train or test.]`,
    );
    expect(() => mnistFromIdx(images(2), labels(1, 10))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Label 1 is 10, not a digit from 0 to 9.]`,
    );
    expect(() =>
      mnistFromIdx({ data: new Float32Array(784), shape: [1, 28, 28] }, labels(1)),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The images are float32 [1, 28, 28], not uint8 [count, 28, 28]. Are images and labels swapped?]`,
    );
  });
});
