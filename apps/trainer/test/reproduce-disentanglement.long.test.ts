import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Decodes } from "@genlab/core";
import { setBackend } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { disentanglementTable } from "../src/reproduce/disentanglement/disentanglement-table.js";
import { spriteSetups } from "../src/reproduce/disentanglement/sprite-setups.js";
import { traverse } from "../src/reproduce/disentanglement/traverse.js";
import { genlab, workFolder } from "./genlab.js";

const folder = workFolder();
const fileOf = (...path: string[]) => readFile(join(folder.path, ...path));

describe("genlab reproduce disentanglement", () => {
  it("trains, measures, and writes a table, the numbers and traversals", async () => {
    const words = ["reproduce", "disentanglement", "--model", "beta-tc-vae", "--engine", "wasm", "--out", "sprites"];
    const { code, stdout, stderr } = await genlab(folder.path, [...words, "--seeds", "1", "--steps", "1"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^beta-tc-vae {2}seed 0 {2}mutual information gap 0\.\d{3} {2}\d+ s\n/);
    expect(stdout).toContain(await fileOf("sprites", "disentanglement.md").then(String));
    const { results } = JSON.parse(await fileOf("sprites", "disentanglement.json").then(String));
    const [{ gaps, information, seconds, ...scores }] = results[0].runs;
    expect([gaps.length, information]).toEqual([6, undefined]);
    expect(scores).toEqual({
      seed: 0,
      gap: expect.any(Number),
      predictability: expect.any(Number),
      disentanglement: expect.any(Number),
      completeness: expect.any(Number),
      informativeness: expect.any(Number),
      factorVaeScore: expect.any(Number),
    });
    for (const score of Object.values(scores)) expect(score).toBeLessThan(1);
    expect(decode(await fileOf("sprites", "disentanglement.png")).width).toBeGreaterThan(7 * 66);
  });
});

it("a traversal moves one value of a code from -2 to 2, and leaves the others", async () => {
  await setBackend("cpu");
  const shown: Decodes = { decode: (z) => z.clone() };
  const { data, shape } = await traverse(shown, [0.5, 9, -0.25], 1);
  expect(shape).toEqual([7, 3]);
  expect([...data.slice(0, 3), ...data.slice(9, 12), ...data.slice(18)]).toEqual([
    ...[0.5, -2, -0.25],
    ...[0.5, 0, -0.25],
    ...[0.5, 2, -0.25],
  ]);
});

it("a table gives the scores of all factors with their standard errors, and the gap of each", () => {
  const runs = [0.2, 0.4].map((gap, seed) => ({
    ...{ seed, gap, gaps: [gap, 0, 1, 0, 0, 0], seconds: 1, predictability: 0.1 },
    ...{ disentanglement: 0.5, completeness: 0.25, informativeness: 0.75, factorVaeScore: gap },
  }));
  expect(disentanglementTable([{ setup: spriteSetups.vae!, runs }])).toEqual([
    "| model | mutual information gap | SAP | DCI: disentanglement | completeness | informativeness | FactorVAE's score | shape | scale | orientation | x | y | brightness |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    "| VAE | 0.300 ± 0.100 | 0.100 ± 0.000 | 0.500 ± 0.000 | 0.250 ± 0.000 | 0.750 ± 0.000 | 0.300 ± 0.100 | 0.30 | 0.00 | 1.00 | 0.00 | 0.00 | 0.00 |",
  ]);
});
