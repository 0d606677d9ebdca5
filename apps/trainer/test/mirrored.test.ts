import { createRng } from "@genlab/core";
import type { ArrayBatch } from "@genlab/data";
import { expect, it } from "vitest";
import { checkConfig } from "../src/config/check-config.js";
import { configOf, sizeOption } from "../src/config/options.js";
import { withDefaults } from "../src/config/with-defaults.js";
import { exampleShape } from "../src/data/example-shape.js";
import { mirrored } from "../src/training/mirrored.js";

/** Two images of two rows, three columns and two channels, whose values count on. */
function* batches(count: number): Generator<ArrayBatch> {
  for (let i = 0; i < count; i++) {
    const data = Float32Array.from({ length: 24 }, (_, at) => 100 * i + at);
    yield { x: { data, shape: [2, 2, 3, 2] }, y: { data: Int32Array.of(i, i), shape: [2] } };
  }
}

it("half of the images are mirrored, column by column, and a run that goes on draws the same", () => {
  const all = [...mirrored(batches(50), { rng: createRng(3), start: 0 })];
  const row = (batch: ArrayBatch, image: number) => [...batch.x!.data.slice(12 * image, 12 * image + 6)];
  const kinds = all.flatMap((batch, i) =>
    [0, 1].map((image) => {
      const first = 100 * i + 12 * image;
      const [plain, turned] = [
        [0, 1, 2, 3, 4, 5],
        [4, 5, 2, 3, 0, 1],
      ].map((order) => order.map((at) => first + at));
      const found = JSON.stringify(row(batch, image));
      expect([JSON.stringify(plain), JSON.stringify(turned)]).toContain(found);
      return found === JSON.stringify(turned);
    }),
  );
  const turned = kinds.filter(Boolean).length; // of 100: outside 30 to 70 once in ten thousand
  expect(turned > 30 && turned < 70).toBe(true);
  expect(all[7]!.y!.data).toEqual(Int32Array.of(7, 7));
  const later = [...batches(50)].slice(20);
  expect([...mirrored(later, { rng: createRng(3), start: 20 })]).toEqual(all.slice(20));
});

it("sizes are a side, or width and height", () => {
  const parse = (text: string) => sizeOption().parseArg!(text, undefined);
  expect(["64", "96x64", "8x8"].map(parse)).toEqual([64, "96x64", 8]);
  for (const text of ["0", "x8", "1x2x3", "8 x 8y", "big"]) expect(() => parse(text)).toThrow("Expected");
  const checked = (data: object) =>
    checkConfig(
      withDefaults({ model: { type: "vae" }, data: { type: "images", folder: "f", channels: 3, ...data } }),
      "It",
    ).data;
  expect(exampleShape(checked({ size: "96x64" }))).toEqual([64, 96, 3]);
  expect(exampleShape(checked({ size: 5 }))).toEqual([5, 5, 3]);
  expect(() => checked({ size: "96×64" })).toThrow(
    'It: "data.size" is "96×64"; expected a number of pixels, or WIDTHxHEIGHT, such as 96x64.',
  );
  expect(() => checked({ fit: "croop" })).toThrow(
    '"data.fit" is "croop"; expected one of crop, pad, stretch. Did you mean "crop"?',
  );
  expect(configOf({ size: 8, fit: "pad", mirror: true }).data).toEqual({ size: 8, fit: "pad", mirror: true });
});
