import { gzipSync } from "node:zlib";
import { readIdx } from "@genlab/data";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { idx } from "./idx.js";

const plain = idx(0x08, [2, 3], [1, 2, 3, 4, 5, 255]);

describe("readIdx", () => {
  it("reads uint8, int32 and float32, big-endian", async () => {
    expect(await readIdx(plain)).toEqual({ data: Uint8Array.of(1, 2, 3, 4, 5, 255), shape: [2, 3] });
    expect(await readIdx(idx(0x0c, [2], [0, 0, 1, 2, 255, 255, 255, 254]))).toEqual({
      data: Int32Array.of(258, -2),
      shape: [2],
    });
    // 1.5 is 3FC00000 in IEEE 754, -2 is C0000000
    expect(await readIdx(idx(0x0d, [1, 2], [0x3f, 0xc0, 0, 0, 0xc0, 0, 0, 0]))).toEqual({
      data: Float32Array.of(1.5, -2),
      shape: [1, 2],
    });
  });

  it("reads the other types into those that hold their values", async () => {
    expect(await readIdx(idx(0x09, [2], [255, 127]))).toEqual({ data: Int32Array.of(-1, 127), shape: [2] });
    expect(await readIdx(idx(0x0b, [2], [1, 2, 255, 254]))).toEqual({ data: Int32Array.of(258, -2), shape: [2] });
    // 1.5 is 3FF8000000000000 in IEEE 754, 1e300 is 7E37E43C8800759C
    const half = [0x3f, 0xf8, 0, 0, 0, 0, 0, 0];
    expect(await readIdx(idx(0x0e, [1], half))).toEqual({ data: Float32Array.of(1.5), shape: [1] });
    const huge = idx(0x0e, [2], [...half, 0x7e, 0x37, 0xe4, 0x3c, 0x88, 0x00, 0x75, 0x9c]);
    await expect(readIdx(huge, { name: "a.idx" })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: a.idx: the numbers have 1e+300 at place 1, more than float32 holds. Scale them.]`,
    );
  });

  it("takes bytes as `fetch` and the like give them, and refuses what is none", async () => {
    expect(await readIdx(Uint8Array.from(plain).buffer)).toEqual(await readIdx(plain));
    expect(await readIdx(new DataView(Uint8Array.from(plain).buffer) as never)).toEqual(await readIdx(plain));
    await expect(readIdx("train-images" as never)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The IDX file is "train-images". Give its bytes: a Uint8Array, or an ArrayBuffer.]`,
    );
    await expect(readIdx(plain, { names: "a.idx" } as never)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: readIdx has no option "names". Did you mean "name"? Known options: name.]`,
    );
  });

  it("unpacks gzip", async () => {
    expect(await readIdx(gzipSync(plain))).toEqual(await readIdx(plain));
  });

  it("reads bytes that lie in the middle of a buffer", async () => {
    const buffer = new Uint8Array(plain.length + 8);
    buffer.set(plain, 5);
    expect(await readIdx(buffer.subarray(5, 5 + plain.length))).toEqual(await readIdx(plain));
  });

  it("names the file and what is wrong with its header", async () => {
    const refusal = (bytes: Uint8Array) => readIdx(bytes, { name: "a.idx" }).then(() => "none", String);
    expect(await refusal(new Uint8Array(0))).toMatchInlineSnapshot(
      `"GenlabError: a.idx has 0 bytes, less than the 4 that every IDX file begins with."`,
    );
    expect(await refusal(Uint8Array.of(0x50, 0x4b, 3, 4))).toMatchInlineSnapshot(
      `"GenlabError: a.idx is no IDX file: it begins with the bytes 50 4b, not 00 00."`,
    );
    expect(await refusal(Uint8Array.of(0, 1, 8, 1, 0, 0, 0, 1, 7))).toMatchInlineSnapshot(
      `"GenlabError: a.idx is no IDX file: it begins with the bytes 00 01, not 00 00."`,
    );
    expect(await refusal(idx(0x07, [1], [0]))).toMatchInlineSnapshot(
      `"GenlabError: a.idx holds an unknown type (code 0x07). Known are uint8 (0x08), int8 (0x09), int16 (0x0b), int32 (0x0c), float32 (0x0d) and float64 (0x0e)."`,
    );
    expect(await refusal(idx(0x08, [], [1]))).toMatchInlineSnapshot(
      `"GenlabError: a.idx has no dimensions; at least one is needed."`,
    );
    expect(await refusal(Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1))).toMatchInlineSnapshot(
      `"GenlabError: a.idx is cut short: the header for 3 dimensions has 16 bytes, but there are 8."`,
    );
    expect(await refusal(idx(0x08, [2, 0], []))).toMatchInlineSnapshot(
      `"GenlabError: a.idx has the shape [2, 0], so it holds nothing."`,
    );
    expect(await refusal(idx(0x08, Array<number>(200).fill(0xffffffff), [1]))).toContain("impossible shape");
    expect(await refusal(idx(0x0d, [0xffffffff, 0xffffffff], [1]))).toMatchInlineSnapshot(
      `"GenlabError: a.idx has the impossible shape [4294967295, 4294967295]: its header is damaged."`,
    );
  });

  it("counts the bytes", async () => {
    await expect(readIdx(plain.subarray(0, -1), { name: "a.idx" })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: a.idx is cut short: the shape [2, 3] needs 18 bytes, but there are 17.]`,
    );
    const longer = Uint8Array.of(...plain, 0);
    await expect(readIdx(longer)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The IDX file has bytes after its end: the shape [2, 3] needs 18 bytes, but there are 19.]`,
    );
    await expect(readIdx(gzipSync(longer))).rejects.toThrow("needs 18 bytes, but there are more than 18.");
  });

  it("unpacks no more of gzip than the header asks for", async () => {
    const Original = DecompressionStream;
    let unpacked = 0;
    const counting = () =>
      new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, controller) {
          unpacked += piece.length;
          controller.enqueue(piece);
        },
      });
    vi.stubGlobal(
      "DecompressionStream",
      class {
        readonly writable;
        readonly readable;
        constructor(format: CompressionFormat) {
          const inner = new Original(format);
          this.writable = inner.writable;
          this.readable = (inner.readable as ReadableStream<Uint8Array>).pipeThrough(counting());
        }
      },
    );
    onTestFinished(() => void vi.unstubAllGlobals());
    const bomb = gzipSync(Buffer.concat([plain, Buffer.alloc(20_000_000)]));
    await expect(readIdx(bomb)).rejects.toThrow("needs 18 bytes, but there are more than 18.");
    expect(unpacked).toBeGreaterThan(0);
    expect(unpacked).toBeLessThan(1_000_000);
    // a header that asks for more than gzip can hold makes no room for it
    const lying = gzipSync(idx(0x08, [2, 2 ** 31, 2 ** 20], [1]));
    await expect(readIdx(lying)).rejects.toThrow("is cut short: the shape [2, 2147483648, 1048576] needs");
  });

  it("says when gzip is cut short or damaged", async () => {
    const packed = gzipSync(plain);
    await expect(readIdx(packed.subarray(0, 20), { name: "a.gz" })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: a.gz begins as gzip, but its 20 bytes cannot be unpacked: they are cut short or damaged. Get it anew.]`,
    );
    const damaged = Uint8Array.from(packed);
    damaged[packed.length - 6]! ^= 1; // in the checksum
    await expect(readIdx(damaged)).rejects.toThrow("cut short or damaged");
  });
});
