import { describe, expect, test } from "vitest";
import { between, codeAt, klOf, lattice, ordered, placeOf, stacked, stepsOf } from "../src/codes/codes.js";
import { generator, normals, withNoise } from "../src/codes/random.js";
import { extended, lossesAt } from "../src/digits/curves.js";
import { modelNames } from "../src/digits/kinds.js";
import { classesOf, folderOf } from "../src/digits/material/image-files.js";
import { jitter } from "../src/digits/material/jitter.js";
import { rasterize } from "../src/digits/material/rasterize.js";
import { settingChanges, settingsAt, withChange } from "../src/digits/setting-change.js";
import { readSettings, withModel, writeSettings } from "../src/digits/settings.js";
import { simplify } from "../src/digits/simplify.js";
import { evenly } from "../src/pictures/evenly.js";
import { sheetOf } from "../src/pictures/paint.js";
import { pageOf, pick } from "../src/pictures/pictures.js";

describe("settings", () => {
  test.each(modelNames)("of a link to %s go to text and back, and are short where they are defaults", (model) => {
    const settings = readSettings({ model });
    expect(writeSettings(settings)).toEqual(model === "vae" ? {} : { model });
    const others = {
      ...settings,
      seed: 7,
      latent: 5,
      color: true,
      at: [0.5, -1.25],
      changes: [{ step: 9, name: "rate", value: 1e-4 }],
    } as const;
    expect(readSettings(writeSettings(others))).toEqual(others);
  });

  test("of another model are its own where they depend on it, and stay where they do not", () => {
    const settings = {
      ...readSettings({}),
      seed: 7,
      latent: 32,
      changes: [{ step: 9, name: "rate", value: 1 }],
    } as const;
    const next = withModel(settings, "gan");
    expect([next.seed, next.latent, next.changes]).toEqual([7, readSettings({ model: "gan" }).latent, []]);
  });

  test("that change on the way are text and back; nonsense is none", () => {
    const changes = [
      { step: 500, name: "rate", value: 3e-4 },
      { step: 800, name: "batch", value: 128 },
    ] as const;
    expect(settingChanges.write(changes)).toBe("500:rate:0.0003,800:batch:128");
    expect(settingChanges.read("500:rate:0.0003,800:batch:128")).toEqual(changes);
    for (const text of ["x", "5:latent:3", "5:rate:", "5:rate:1,x", "-5:rate:1", "5:batch:-3", "5:batch:2.5"]) {
      expect(settingChanges.read(text)).toBeUndefined();
    }
  });

  test("hold from their step on; a later change replaces what comes after it", () => {
    const first = { rate: 1, beta: 1, noise: 0, batch: 64 };
    const changes = withChange(withChange([], { step: 10, name: "rate", value: 2 }), {
      step: 20,
      name: "rate",
      value: 3,
    });
    expect([9, 10, 20].map((step) => settingsAt(step, first, changes).rate)).toEqual([1, 2, 3]);
    expect(withChange(changes, { step: 10, name: "beta", value: 4 })).toEqual([
      changes[0],
      { step: 10, name: "beta", value: 4 },
    ]);
    expect(withChange(changes, { step: 10, name: "rate", value: 5 })).toEqual([{ step: 10, name: "rate", value: 5 }]);
  });
});

describe("a drawing", () => {
  test("of a line has the ink of its rectangle", () => {
    // from top to bottom, 0.5 wide of 2: a quarter of the picture, in the two columns of eight in the middle
    const line = [
      [
        [0, -2],
        [0, 2],
      ],
    ] as const;
    const levels = rasterize(line, 8, { pen: 0.25, fit: false });
    expect(levels.reduce((sum, level) => sum + level, 0)).toBe(16);
    expect([...levels.slice(0, 8)]).toEqual([0, 0, 0, 1, 1, 0, 0, 0]);
  });

  test("fills the picture, wherever and however large it is drawn, and stands upright", () => {
    const seven = [
      [
        [-1, 1],
        [1, 1],
        [0, -1],
      ],
    ] as const;
    const elsewhere = seven.map((stroke) => stroke.map(([x, y]) => [0.3 * x + 1, 0.3 * y - 1] as const));
    const levels = rasterize(seven, 8, { pen: 0.15, fit: true });
    expect(rasterize(elsewhere, 8, { pen: 0.15, fit: true })).toEqual(levels);
    const row = (index: number) => levels.slice(8 * index, 8 * index + 8).reduce((sum, level) => sum + level, 0);
    expect(row(0)).toBeGreaterThan(3 * row(7)); // the bar is on top
    expect(row(7)).toBeGreaterThan(0);
  });

  test("of a dot is a dot, at any size", () => {
    for (const size of [8, 16, 28, 32]) {
      const levels = rasterize([[[0.2, 0.1]]], size, { pen: 0.15, fit: true });
      const ink = levels.reduce((sum, level) => sum + level, 0) / size ** 2;
      expect(Math.abs(ink - (Math.PI * 0.15 ** 2) / 4)).toBeLessThan(0.004);
    }
  });

  test("that is varied stays in the picture, and is another each time", () => {
    const random = generator(1);
    const ring = [Array.from({ length: 20 }, (_, i) => [Math.cos(i / 3), Math.sin(i / 3)] as const)];
    const all = Array.from({ length: 50 }, () => jitter(ring, random));
    expect(new Set(all.map(({ strokes }) => JSON.stringify(strokes))).size).toBe(50);
    for (const [x, y] of all.flatMap(({ strokes }) => strokes.flat())) {
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThan(1.1);
    }
  });

  test("keeps its corners when it is simplified", () => {
    const straight = Array.from({ length: 11 }, (_, i) => [i / 10, 0] as const);
    const corner = [...straight, [1, 0.5], [1, 1]] as const;
    expect(simplify(corner, 0.01)).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
    expect(simplify([[0, 0]], 0.01)).toEqual([[0, 0]]);
    expect(
      simplify(
        [
          [0, 0],
          [1, 0],
          [0, 0],
        ],
        0.01,
      ),
    ).toEqual([
      [0, 0],
      [1, 0],
      [0, 0],
    ]); // there and back
  });
});

describe("files", () => {
  test("of a folder belong to the folder that they lie in", () => {
    expect(["", "all/a.png", "all/cats/a.png", "all/x/dogs/a.png"].map(folderOf)).toEqual(["", "", "cats", "dogs"]);
  });

  test("have classes where there are 2 to 10 folders, and none lies outside of them", () => {
    expect(classesOf(["10", "2", "2"])).toEqual(["2", "10"]);
    for (const folders of [["a"], ["a", ""], Array.from({ length: 11 }, String)])
      expect(classesOf(folders)).toEqual([]);
  });

  test("that are too many are taken evenly", () => {
    const items = Array.from({ length: 10 }, (_, i) => i);
    expect(evenly(items, 5)).toEqual([0, 2, 4, 6, 8]);
    expect(evenly(items, 20)).toEqual(items);
    expect(evenly(Array.from({ length: 1000 }), 300).length).toBe(300);
  });
});

describe("codes", () => {
  const gaussians = {
    mean: { data: Float32Array.from([1, 0, -1, 0]), shape: [2, 2] },
    deviation: { data: Float32Array.from([1, 2, 1, 2]), shape: [2, 2] },
  };

  test("have the nats of the closed form", () => {
    // ½ (1 + 1 − 1 − 0) = ½, and ½ (0 + 4 − 1 − log 4)
    const kl = klOf(gaussians)!;
    expect(kl[0]).toBeCloseTo(0.5, 6);
    expect(kl[1]).toBeCloseTo(0.5 * (3 - Math.log(4)), 6);
    expect(klOf({ ...gaussians, deviation: null })).toBeNull();
  });

  test("have a mean and a deviation, and go to steps and back", () => {
    const place = placeOf({ data: Float32Array.from([1, 5, 3, 5]), shape: [2, 2] });
    expect([...place.mean]).toEqual([2, 5]);
    expect(place.deviation[0]).toBe(1);
    const code = Float32Array.from([4, 5]);
    expect(codeAt(stepsOf(code, place), place)).toEqual(code);
    expect(stepsOf(code, place)[0]).toBe(2);
  });

  test("are ordered by what they hold, but change places only where it is clear", () => {
    expect(ordered(null, [1, 3, 2])).toEqual([1, 2, 0]);
    expect(ordered([0, 1, 2], [1, 1.1, 9])).toEqual([2, 0, 1]);
    expect(ordered([0, 1], [1, 1.1])).toEqual([0, 1]);
    expect(ordered([1, 0], [1, 1.1])).toEqual([1, 0]);
  });

  test("lie on a line with both ends, and on a lattice from the top left", () => {
    const [from, to] = [Float32Array.from([0, 2]), Float32Array.from([1, 0])];
    expect(between(from, to, 3).map((code) => [...code])).toEqual([
      [0, 2],
      [0.5, 1],
      [1, 0],
    ]);
    const places = lattice(Float32Array.from([9, 9, 9]), [2, 0], 2, 2);
    expect(stacked(places)).toEqual({
      data: Float32Array.from([1, 9, -1, 1, 9, 1, -1, 9, -1, -1, 9, 1]),
      shape: [4, 3],
    });
  });
});

test("noise is N(0, 1), the same for the same seed, and kept between 0 and 1 where it damages a picture", () => {
  const draws = normals(20_000, generator(3));
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  const variance = draws.reduce((sum, value) => sum + value ** 2, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(20_000)); // four standard errors
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 20_000));
  const noisy = withNoise(new Float32Array(100).fill(0.5), 1, 4);
  expect(noisy).toEqual(withNoise(new Float32Array(100).fill(0.5), 1, 4));
  expect([Math.min(...noisy), Math.max(...noisy)]).toEqual([0, 1]);
  expect(withNoise([0.25], 0, 1)).toEqual(Float32Array.from([0.25]));
});

test("losses come by their path, and half of them go where there are too many", () => {
  const terms = [{ path: "vae/kl", name: "kl" }] as const;
  const report = (step: number) => ({ step, losses: { vae: { total: 9, kl: step / 10 } } });
  let series = extended({ steps: [], values: [[]] }, terms, [report(10)]);
  expect(series).toEqual({ steps: [10], values: [[1]] });
  series = extended(
    series,
    terms,
    Array.from({ length: 800 }, (_, i) => report(20 + 10 * i)),
  );
  expect(series.steps.length).toBe(401);
  expect(series.steps.at(-1)).toBe(8010); // what was reported last stays
  expect(series.values[0]).toEqual(series.steps.map((step) => step / 10));
  expect(lossesAt(8000, series)).toEqual([799]); // of 7990: the report of 8000 has gone
  expect(lossesAt(9, series)).toEqual([undefined]);
});

test("pictures are picked with their classes", () => {
  const pictures = {
    x: { data: Float32Array.from([1, 2, 3]), shape: [3, 1, 1, 1] },
    y: { data: Int32Array.from([7, 8, 9]), shape: [3] },
  };
  const picked = pick(pictures, [2, 0]);
  expect(picked).toEqual({
    x: { data: Float32Array.from([3, 1]), shape: [2, 1, 1, 1] },
    y: { data: Int32Array.from([9, 7]), shape: [2] },
  });
  expect([...pageOf(pictures, 1, 2).y!.data]).toEqual([9, 7]); // from the first again
});

test("a sheet has pictures in rows with transparent gaps, in the tint or as they are", () => {
  const grey = { data: Float32Array.from([0, 1, 2]), shape: [3, 1, 1, 1] };
  const tint = { paper: [200, 100, 0], ink: [0, 100, 200] } as const;
  const { pixels, width, height } = sheetOf(grey, { columns: 2, rows: 2, gap: 1, tint });
  expect([width, height]).toEqual([3, 3]);
  const at = (index: number) => [...pixels.slice(4 * index, 4 * index + 4)];
  expect([0, 1, 2, 6, 8].map(at)).toEqual([
    [200, 100, 0, 255],
    [0, 0, 0, 0],
    [0, 100, 200, 255],
    [0, 100, 200, 255], // beyond 1
    [0, 0, 0, 0], // no picture
  ]);
  const none = sheetOf({ data: new Float32Array(), shape: [0, 1, 1, 1] }, { columns: 1, rows: 1, gap: 1, tint });
  expect([...none.pixels]).toEqual([200, 100, 0, 255]); // paper
  const colored = sheetOf(
    { data: Float32Array.from([1, 0, 0.2]), shape: [1, 1, 1, 3] },
    { columns: 1, rows: 1, gap: 1, tint: null },
  );
  expect([...colored.pixels]).toEqual([255, 0, 51, 255]);
});
