import type { FoundImage, ImageSource } from "@genlab/data/node";
import { encode } from "fast-png";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { createBudget } from "../../../packages/data/src/node/images/budget.js";
import { forEachImage } from "../../../packages/data/src/node/images/for-each-image.js";
import { readFacts, readImage } from "../../../packages/data/src/node/images/read-image.js";
import { pillowImages } from "./pillow-images.js";

const shape = { width: 8, height: 8, channels: 3, fit: "crop" } as const;
const imageOf = (bytes: Uint8Array, more: object = {}) =>
  readImage(sharp, bytes, { ...shape, ...more }, createBudget(1e9));
const written = (name: keyof typeof pillowImages) => Buffer.from(pillowImages[name], "base64");

/** The colours at the left and the right end of the first row. */
const ends = (values: Uint8Array) => [
  [...values.slice(0, 3)],
  [...values.slice(3 * (shape.width - 1), 3 * shape.width)],
];

const [ORANGE, BLUE, WHITE, BLACK] = [
  [200, 100, 50],
  [0, 0, 255],
  [255, 255, 255],
  [0, 0, 0],
];

describe("an image is read as it is seen:", () => {
  it.each([
    ["bmp24", [ORANGE, BLUE], 0],
    ["bmpPalette", [ORANGE, BLUE], 0],
    ["bmpOneBit", [WHITE, BLACK], 0],
    ["pngPalette", [ORANGE, BLUE], 0],
    ["pngPaletteTransparent", [ORANGE, WHITE], 0],
    ["pngOneBit", [WHITE, BLACK], 0],
    ["pngGreyAlpha", [BLACK, WHITE], 0],
    [
      "png16",
      [
        [50, 50, 50],
        [200, 200, 200],
      ],
      0,
    ],
    [
      "tiff16",
      [
        [50, 50, 50],
        [200, 200, 200],
      ],
      0,
    ],
    ["webpAnimated", [ORANGE, BLUE], 0],
    ["gifAnimated", [ORANGE, BLUE], 0],
    ["avif", [ORANGE, BLUE], 8],
    [
      "jpegCmyk",
      [
        [237, 28, 36],
        [35, 31, 32],
      ],
      40,
    ], // as inks are printed: no ink is as red as light
  ] as const)("%s", async (name, expected, tolerance) => {
    const { values } = await imageOf(written(name));
    const distances = ends(values).flatMap((colour, end) =>
      colour.map((value, i) => Math.abs(value - expected[end]![i]!)),
    );
    expect(Math.max(...distances), `${ends(values)}`).toBeLessThanOrEqual(tolerance);
  });

  it("turned as the camera says", async () => {
    const { values, facts } = await imageOf(written("jpegTurned"), { width: 4, height: 8 });
    expect(facts).toEqual({ width: 16, height: 32, isGrey: false, frames: 1 });
    const [top, bottom] = [values.slice(0, 3), values.slice(-3)];
    expect([top[0]! > 240, top[2]! < 15, bottom[0]! < 15, bottom[2]! > 240]).toEqual([true, true, true, true]);
  });

  it("and made to fit", async () => {
    const row = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0]; // red, green, blue, yellow
    const png = encode({ width: 4, height: 2, channels: 3, data: Uint8Array.from([...row, ...row]) });
    const fitted = async (fit: "crop" | "pad" | "stretch", width: number, height: number) => [
      ...(await imageOf(png, { width, height, fit })).values,
    ];
    expect((await fitted("crop", 2, 2)).slice(0, 6)).toEqual(row.slice(3, 9)); // the middle
    const white = Array.from({ length: 12 }, () => 255);
    expect(await fitted("pad", 4, 4)).toEqual([...white, ...row, ...row, ...white]);
    const [r, g, b] = await fitted("stretch", 2, 2); // all of it: red and green are one pixel
    expect([r! > 80, g! > 80, b! < 80]).toEqual([true, true, true]);
  });

  it("with its frames, and whether it is grey", async () => {
    expect(await readFacts(sharp, written("webpAnimated"))).toMatchObject({ frames: 2, isGrey: false });
    expect(await readFacts(sharp, written("tiff16"))).toMatchObject({ frames: 1, isGrey: true });
    expect(await readFacts(sharp, written("bmpOneBit"))).toEqual({ width: 8, height: 8, frames: 1, isGrey: false });
  });
});

describe("an image is refused with the reason:", () => {
  /** A header that says another size. */
  function resized(width: number, height: number): Uint8Array {
    const bmp = written("bmp24");
    bmp.writeInt32LE(width, 18);
    bmp.writeInt32LE(height, 22);
    return bmp;
  }

  const gif = written("gifAnimated");
  const frame = gif.indexOf(0x2c, 13 + 3 * 2 ** ((gif[10]! & 7) + 1)); // behind the table of colours
  gif.writeUInt16LE(16_000, frame + 5);
  gif.writeUInt16LE(16_000, frame + 7);
  const heic = Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1");

  it.each([
    ["it has more than 67 million pixels", resized(60_000, 60_000)],
    ["it is 0×8", resized(0, 8)],
    ["Failed to decode bmp image", resized(900, -900)],
    ["it is cut short", written("bmp24").subarray(0, 20)],
    ["Failed to decode bmp image", written("bmp24").subarray(0, -9)],
    ["premature end|truncated|end of", written("jpegTurned").subarray(0, -200)],
    ["unsupported image format", Buffer.from("no image")],
    ["it has more than 67 million pixels, too many of a GIF; save it as PNG", gif],
    ["it is HEIC, whatever its name, which is not read: save them as JPEG: `heif-convert`", heic],
  ])("%s", async (reason, bytes) => {
    await expect(imageOf(bytes)).rejects.toThrow(new RegExp(reason, "i"));
  });

  it.each([
    ["it has more than 268 million pixels; make it smaller", 20_000, 20_000],
    ["it is 16777228×9, and 65535 on a side are the most; cut it into pieces", 16_777_228, 9],
  ])("%s, before a pixel is read", async (reason, width, height) => {
    const png = Buffer.from(encode({ width: 2, height: 2, channels: 1, data: new Uint8Array(4) }));
    png.writeUInt32BE(width, 16);
    png.writeUInt32BE(height, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    await expect(readFacts(sharp, png)).rejects.toThrow(reason);
  });
});

describe("a budget", () => {
  it("lets in what there is room for in the order of calls, and what is larger than all of it alone", async () => {
    const budget = createBudget(10);
    const began: string[] = [];
    const take = async (name: string, amount: number) => {
      const giveBack = await budget.take(amount);
      began.push(name);
      return giveBack;
    };
    const first = await take("six", 6);
    const huge = take("huge", 1000);
    const small = take("one", 1); // there is room, but it came later
    await Promise.resolve();
    expect(began).toEqual(["six"]);
    first();
    const endHuge = await huge;
    expect(began).toEqual(["six", "huge"]);
    endHuge();
    (await small)();
    expect(began).toEqual(["six", "huge", "one"]);
  });
});

describe("images are read some at a time", () => {
  /** A source of images of a size, and how many bytes of them were being read at once. */
  function counting(sizes: readonly number[]) {
    const seen = { now: 0, most: 0 };
    const entries = sizes.map((size, i) => ({ path: [`${i}.png`], size, stamp: "" }));
    const source: ImageSource = {
      ...{ place: "/somewhere", name: "somewhere", entries, passedOver: [] },
      async *open(wanted) {
        for (const index of wanted.keys()) yield { index, read: async () => new Uint8Array() };
      },
    };
    const images = entries.map((entry, index): FoundImage => ({ entry, index, name: entry.path[0]! }));
    const act = async (_: Uint8Array, index: number) => {
      seen.now += sizes[index]!;
      seen.most = Math.max(seen.most, seen.now);
      await new Promise((resolve) => setImmediate(resolve)); // behind all that can begin now
      seen.now -= sizes[index]!;
    };
    return { seen, run: () => forEachImage(source, images, act) };
  }

  it("sixteen files, of 128 MiB, or a larger one alone; one of more than 1 GiB is refused", async () => {
    const many = counting(Array.from({ length: 100 }, () => 1));
    expect(await many.run()).toEqual([]);
    expect(many.seen.most).toBe(16);
    const large = counting(Array.from({ length: 20 }, (_, i) => (i === 7 ? 500 : 50) * 2 ** 20));
    expect(await large.run()).toEqual([]);
    expect(large.seen.most).toBe(500 * 2 ** 20);
    const [fault] = await counting([1, 2 ** 31, 1]).run();
    expect(fault).toMatchObject({
      image: { name: "1.png" },
      reason: "it is a file of 2048 MiB, and 1024 are the most",
    });
  });
});

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
