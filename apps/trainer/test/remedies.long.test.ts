import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readCheckpoint } from "@genlab/trainers/node";
import { beforeAll, describe, expect, it } from "vitest";
import type { Change } from "../src/remedies/change.js";
import { tiny, workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const at = (...path: string[]) => join(folder.path, ...path);
const changesOf = async (run: string): Promise<readonly Change[]> =>
  JSON.parse(await readFile(at(run, "changes.json"), "utf8"));
const train = (run: string, ...words: string[]) =>
  inProcess(folder.path, [
    ...tiny,
    "--learning-rate",
    "0.001",
    "--report-every",
    "50",
    "--set",
    "healthEvery=2",
    "--out",
    at(run),
    ...words,
  ]);
const resume = (run: string, ...words: string[]) => inProcess(folder.path, ["resume", at(run), ...words]);
const checkpointOf = (run: string) => readCheckpoint(at(run, "checkpoint.safetensors"));

describe("a run with --auto whose posterior has collapsed", () => {
  const collapsed = ["--auto", "--set", "model.beta=1000", "--save-every", "200", "--keep", "9"];

  beforeAll(async () => {
    const { code, stdout } = await train("whole", ...collapsed, "--steps", "650");
    expect(code).toBe(0);
    expect(stdout).toContain("doctor: since step 300 model.beta 1000 → 100, for posterior-collapse: the KL of");
  }, 300_000);

  it("goes on with a smaller β, and notes since when, from what and why", async () => {
    expect((await changesOf("whole")).map(({ evidence: _, ...change }) => change)).toEqual([
      { path: ["model", "beta"], from: 1000, to: 100, since: 300, fault: "posterior-collapse" },
      { path: ["model", "beta"], from: 100, to: 10, since: 600, fault: "posterior-collapse" },
    ]);
    expect((await checkpointOf("whole")).configuration).toMatchObject({ model: { beta: 10 }, auto: true });
    expect(JSON.parse(await readFile(at("whole", "config.json"), "utf8"))).toMatchObject({ model: { beta: 1000 } });
    const html = await readFile(at("whole", "report.html"), "utf8");
    expect(html).toContain("since step 300 model.beta 1000 → 100, for posterior-collapse");
    const { stdout } = await inProcess(folder.path, ["doctor", at("whole")]);
    expect(stdout).toContain("Changed since it began:\n  since step 300 model.beta 1000 → 100");
  });

  it("comes to the same, bit for bit, where it is broken off at a change, or goes on from before one", async () => {
    await train("stopped", ...collapsed, "--steps", "300"); // at its end a change would be due
    await resume("stopped", "--steps", "620");
    await copyFile(at("stopped", "checkpoints", "0000400.safetensors"), at("stopped", "checkpoint.safetensors"));
    await resume("stopped", "--steps", "650"); // what was changed at 600 is not known there
    const [stopped, whole] = [await checkpointOf("stopped"), await checkpointOf("whole")];
    expect(stopped).toEqual(whole);
    const [first, second] = await changesOf("whole");
    expect(await changesOf("stopped")).toEqual([first, { path: ["steps"], from: 300, to: 650 }, second]);
  }, 300_000);
});

it("a run with --auto whose output is stuck from the first begins anew, and is the one with that rate, broken off or not", async () => {
  const trainAt = (rate: unknown, run: string, ...words: string[]) =>
    inProcess(folder.path, [
      ...["train", "--engine", "cpu", "--batch", "20", "--report-every", "50", "--set", "healthEvery=2"],
      ...["--set", 'model={"type":"autoencoder","network":"dense","hidden":[8],"latent":2}'],
      ...["--learning-rate", `${rate}`, "--out", at(run), ...words],
    ]);
  const { code, stdout } = await trainAt(1, "anew", "--auto", "--pictures-every", "200", "--steps", "450");
  expect(code).toBe(0);
  expect(stdout).toMatch(/doctor: since step 0 optimizer\.learningRate 1 → 0\.1, for output-stuck: .*: begun anew/);
  const changes = await changesOf("anew");
  expect(changes.map(({ since }) => since)).toEqual(changes.map(() => 0));
  await trainAt(changes.at(-1)!.to, "slow", "--steps", "450");
  const anew = await checkpointOf("anew");
  expect(anew.arrays).toEqual((await checkpointOf("slow")).arrays);
  const logOf = async (run: string) =>
    (await readFile(at(run, "metrics.jsonl"), "utf8")).replace(/"seconds":[\d.]+,/g, "");
  expect(await logOf("anew")).toBe(await logOf("slow"));

  await trainAt(1, "halted", "--auto", "--pictures-every", "200", "--steps", "400"); // at its end it would begin anew
  await resume("halted", "--steps", "450");
  expect((await checkpointOf("halted")).arrays).toEqual(anew.arrays);
}, 300_000);

it("a run with --auto that nothing is wrong with is the one without", async () => {
  await train("auto", "--auto", "--steps", "300");
  await train("plain", "--steps", "300");
  expect((await checkpointOf("auto")).arrays).toEqual((await checkpointOf("plain")).arrays);
}, 300_000);
