import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { experiments } from "../src/reproduce/experiments.js";
import { healthTable } from "../src/reproduce/gradient-health/health-table.js";
import { describeEstimate, meanAndError } from "../src/reproduce/mean-and-error.js";
import { mixtures } from "../src/reproduce/modes/mixtures.js";
import { modeSetups } from "../src/reproduce/modes/mode-setups.js";
import { modeTable } from "../src/reproduce/modes/mode-table.js";
import { mixtureConfig } from "../src/reproduce/modes/train-on-mixture.js";
import { genlab, workFolder } from "./genlab.js";

const folder = workFolder();
const fileOf = (...path: string[]) => readFile(join(folder.path, ...path));

describe("genlab reproduce", () => {
  it("lists the experiments, and refuses one that is not there", async () => {
    const { code, stdout } = await genlab(folder.path, ["reproduce"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ring8 {12}which .*\ngrid25 {11}which .*\ngradient-health {2}gradients .*\n/);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split(" ")[0]),
    ).toEqual(Object.keys(experiments));
    expect(await genlab(folder.path, ["reproduce", "ring9"])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^error: There is no experiment "ring9"\. Did you mean "ring8"\? Known experiments: .*, ring8, scoreboard\.\n$/,
      ),
    });
  });

  it("ring8 writes a table, the numbers and a picture of the data and each model", async () => {
    const words = ["reproduce", "ring8", "--model", "ae-in-gan", "--seeds", "2", "--steps", "2", "--engine", "cpu"];
    const { code, stdout, stderr } = await genlab(folder.path, [...words, "--out", "ring"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^ae-in-gan {2}seed 0 {2}\d modes .*\nae-in-gan {2}seed 1 /);
    expect(stdout).toContain(await fileOf("ring", "ring8.md").then(String));
    expect(stdout).toContain("ring/ring8.png\n");
    const { engine, results } = JSON.parse(await fileOf("ring", "ring8.json").then(String));
    expect([engine, results[0].runs.map(({ seed }: { seed: number }) => seed)]).toEqual(["cpu", [0, 1]]);
    const { width, height } = decode(await fileOf("ring", "ring8.png"));
    expect([width, height]).toEqual([2 * 332 + 12, 372]);
  });

  it("gradient-health writes the same of three models at two depths", async () => {
    const words = ["reproduce", "gradient-health", "--steps", "2", "--engine", "cpu", "--out", "health"];
    expect(await genlab(folder.path, words)).toMatchObject({ code: 0, stderr: "" });
    const { results } = JSON.parse(await fileOf("health", "gradient-health.json").then(String));
    const layers = results.map(({ measured }: { measured: { norms: number[] }[] }) => measured[1]?.norms.length);
    expect(layers).toEqual([9, 9, 9, 11, 11, 11]); // the hidden ones and the output
    // the first step of all three sees the same generator: without its reconstruction term the autoencoder changes nothing but the noise
    const [gan, whole, without] = results.map(
      ({ measured }: { measured: { norms: number[] }[] }) => measured[0]!.norms[0]!,
    );
    expect(whole / gan).toBeGreaterThan(1e4);
    expect(without / gan).toBeLessThan(10);
    const { width, height } = decode(await fileOf("health", "gradient-health.png"));
    expect([width, height]).toEqual([3 * 380 + 12, 2 * 280 + 12]);
  });
});

describe("every set-up of modes", () => {
  it.each(Object.entries(modeSetups))("%s is a run that can be made", (_, setup) => {
    const config = mixtureConfig(setup, { mixture: mixtures.grid25, seed: 3, steps: 7, engine: { engine: "cpu" } });
    expect(config).toMatchObject({ seed: 3, steps: 7, batchSize: 100, data: { type: "grid", examples: 100_000 } });
  });
});

it("a table gives means and standard errors beside what was published", () => {
  const run = { seed: 0, seconds: 1, reverseKl: 0.5 };
  const runs = [
    { ...run, modesFound: 8, highQuality: 0.9 },
    { ...run, modesFound: 6, highQuality: 0.8 },
  ];
  const results = [{ setup: modeSetups.gan!, steps: 9, runs }];
  expect(modeTable(mixtures.ring8, results).at(-1)).toBe(
    "| GAN | 9 | 7.0 ± 1.0 | 85.0 ± 5.0 | 0.500 ± 0.000 | 6.3, 98.2 % (PacGAN); 1, 99.3 % (VEEGAN) |",
  );
  const onGrid = modeTable(mixtures.grid25, results);
  expect([onGrid[0], onGrid.at(-1)]).toEqual([
    "| model | steps | modes of 25 | high quality, % | reverse KL, nats |",
    "| GAN | 9 | 7.0 ± 1.0 | 85.0 ± 5.0 | 0.500 ± 0.000 |",
  ]);
});

it("a table of gradients has a row a layer, at the first, the middle and the last step", () => {
  const measured = [1, 2, 3].map((step) => ({ step, norms: [step, step / 10] }));
  expect(healthTable([{ networks: "deep", subject: "GAN", measured }])).toEqual([
    "| layer | GAN, step 1 | GAN, step 2 | GAN, step 3 |",
    "| --- | --- | --- | --- |",
    "| 1 | 1.0e+0 | 2.0e+0 | 3.0e+0 |",
    "| 2 | 1.0e-1 | 2.0e-1 | 3.0e-1 |",
  ]);
});

it("the standard error is that of a mean", () => {
  // 1, 2, 6: mean 3, squares 4 + 1 + 9 = 14, s² = 7, s / √3 = √(7/3)
  expect(meanAndError([1, 2, 6])).toEqual({ mean: 3, error: expect.closeTo(Math.sqrt(7 / 3), 12) });
  expect(describeEstimate(meanAndError([2]), 1)).toBe("2.0");
});
