import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fromArrays } from "@genlab/data";
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { anomalySetups } from "../src/reproduce/anomaly/anomaly-setups.js";
import { anomalyTable } from "../src/reproduce/anomaly/anomaly-table.js";
import { withoutClass } from "../src/reproduce/anomaly/without-class.js";
import { rangesOf, roundCodes } from "../src/reproduce/compression/round-codes.js";
import { labelsOf } from "../src/reproduce/labels-of.js";
import { genlab, workFolder } from "./genlab.js";

const folder = workFolder();
const fileOf = (...path: string[]) => readFile(join(folder.path, ...path));
/** Runs an experiment for two steps on the digits, and returns its numbers. */
async function reproduce(experiment: string, ...words: string[]) {
  const common = ["--data", "digits", "--steps", "2", "--engine", "wasm", "--out", experiment];
  const { code, stdout, stderr } = await genlab(folder.path, ["reproduce", experiment, ...words, ...common]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain(String(await fileOf(experiment, `${experiment}.md`)));
  expect(decode(await fileOf(experiment, `${experiment}.png`)).width).toBeGreaterThan(500);
  return JSON.parse(String(await fileOf(experiment, `${experiment}.json`)));
}

describe("genlab reproduce", () => {
  it("denoising measures each kind of noise before and after", async () => {
    const { results } = await reproduce("denoising");
    const noisy = results.map(({ noisy }: { noisy: number }) => noisy);
    // without clipping noise of deviation 0.25 is 12 dB, and of 0.5 is 6 dB; half of it is clipped where pixels are black or white
    expect(noisy[0]).toBeGreaterThan(12);
    expect(noisy[1]).toBeGreaterThan(6);
    expect(noisy[0] - noisy[1]).toBeGreaterThan(4);
    expect(results.every(({ restored }: { restored: number }) => restored > 5)).toBe(true);
  });

  it("compression counts the bits of each number of codes", async () => {
    const { results } = await reproduce("compression");
    const bits = (wanted: string) =>
      results
        .filter((one: { compressor: string }) => one.compressor === wanted)
        .map((one: { bits: number }) => one.bits);
    expect(bits("autoencoder")).toEqual([16, 32, 64, 128, 240, 512]);
    expect(bits("VQ-VAE")).toEqual([16, 32, 64, 128, 240, 512]);
    expect(bits("VAE").every((value: number) => value > 0 && value < 64)).toBe(true);
  });

  it("anomaly holds classes out, and ranks by score", async () => {
    const { results } = await reproduce("anomaly", "--held-out", "0", "3");
    expect(results.map(({ heldOut }: { heldOut: number }) => heldOut)).toEqual([0, 0, 0, 3, 3, 3]);
    expect(results.every(({ area }: { area: number }) => area > 0 && area < 1)).toBe(true);
  });
});

it("codes are rounded to even levels of their range", () => {
  const ranges = rangesOf({ data: Float32Array.of(0, 5, 3, 5, 1, 5), shape: [3, 2] });
  expect(ranges).toEqual([
    { least: 0, most: 3 },
    { least: 5, most: 5 },
  ]);
  // two bits: the levels 0, 1, 2, 3
  const { data } = roundCodes({ data: Float32Array.of(1.4, 5, 1.6, 9, -7, 5, 8, 5), shape: [4, 2] }, ranges, 2);
  expect([...data]).toEqual([1, 5, 2, 5, 0, 5, 3, 5]);
});

it("a class is left out", () => {
  const y = { data: Int32Array.of(1, 0, 1, 2), shape: [4] };
  const x = { data: Float32Array.of(10, 20, 30, 40), shape: [4, 1] };
  const rest = withoutClass(fromArrays({ x, y }), 1);
  expect([rest.length, labelsOf(rest)]).toEqual([2, [0, 2]]);
  expect([...rest.batch([1, 0]).x!.data]).toEqual([40, 20]);
});

it("areas stand beside those that were published", () => {
  const run = { steps: 1, seconds: 1 };
  const results = [1, 3].flatMap((heldOut) =>
    anomalySetups.map((setup, index) => ({ ...run, setup, heldOut, area: (heldOut + index) / 10 })),
  );
  expect(anomalyTable(results).slice(2)).toEqual([
    "| 1 | 0.10 | 0.20 | 0.73 | 0.30 | 0.09 |",
    "| 3 | 0.30 | 0.40 | 0.94 | 0.50 | 0.87 |",
    "| mean | 0.20 | 0.30 | 0.83 | 0.40 | 0.48 |",
  ]);
});
