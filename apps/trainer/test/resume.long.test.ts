import { appendFile, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeSafetensors } from "@genlab/safetensors";
import { sealCheckpoint } from "@genlab/trainers";
import { describe, expect, it } from "vitest";
import { genlab, outcomeOf, start, tiny, workFolder } from "./genlab.js";

const folder = workFolder();
const run = (name: string, file: string) => join(folder.path, name, file);
const checkpoint = (name: string) => readFile(run(name, "checkpoint.safetensors"));
/** The log without the time. */
const log = async (name: string) =>
  (await readFile(run(name, "metrics.jsonl"), "utf8")).replace(/"seconds":[\d.]+,/g, "");
const hasLogged = async (name: string, step: number) => {
  while (!(await readFile(run(name, "metrics.jsonl"), "utf8").catch(() => "")).includes(`"step":${step},`)) {
    await sleep(5);
  }
};

const settings = ["--steps", "300", "--seed", "3", "--save-every", "40"];

describe("a run that was broken off and resumed is, bit for bit, the one that was not", () => {
  it.each(["cpu", "onnx"])(
    "after kill -9, wherever it struck, and after Ctrl-C, on %s",
    { timeout: 300_000 },
    async (engine) => {
      const named = (name: string) => `${engine}-${name}`;
      const words = [...tiny, ...settings, "--engine", engine, ...(engine === "onnx" ? ["--threads", "1"] : [])];
      const unbroken = genlab(folder.path, [...words, "--out", named("unbroken")]);

      const killed = start(folder.path, [...words, "--out", named("killed")]);
      const death = outcomeOf(killed);
      await hasLogged(named("killed"), 90);
      killed.kill("SIGKILL");
      expect((await death).code).toBeNull();
      await appendFile(run(named("killed"), "metrics.jsonl"), '{"step":100,"seco'); // a write that the kill cut short
      expect(await genlab(folder.path, ["resume", named("killed")])).toMatchObject({ code: 0, stderr: "" });

      const interrupted = start(folder.path, [...words, "--out", named("interrupted")]);
      const stop = outcomeOf(interrupted);
      await hasLogged(named("interrupted"), 50);
      interrupted.kill("SIGINT");
      const { code, stdout } = await stop;
      expect(code).toBe(130);
      expect(stdout).toMatch(/Saved at step \d+ of 300\. To go on: genlab resume \w+-interrupted\n$/);
      expect(await genlab(folder.path, ["resume", named("interrupted")])).toMatchObject({ code: 0, stderr: "" });

      expect(await unbroken).toMatchObject({ code: 0, stderr: "" });
      for (const name of ["killed", "interrupted"].map(named)) {
        expect((await checkpoint(name)).equals(await checkpoint(named("unbroken")))).toBe(true);
        expect(await log(name)).toBe(await log(named("unbroken")));
      }
    },
  );

  it("and so is one that was trained further", async () => {
    await genlab(folder.path, [...tiny, "--steps", "30", "--out", "further"]);
    expect(await genlab(folder.path, ["resume", "further", "--steps", "20"])).toMatchObject({
      code: 2,
      stderr: "error: The run has done 30 steps, more than the 20 asked for.\n",
    });
    await genlab(folder.path, ["resume", "further", "--epochs", "1"]); // 75 steps
    await genlab(folder.path, [...tiny, "--epochs", "1", "--out", "at-once"]);
    expect((await checkpoint("further")).equals(await checkpoint("at-once"))).toBe(true);
  });

  it("whatever the schedule of its checkpoints", async () => {
    const [often, rarely] = [
      ["--save-every", "1"],
      ["--save-every", "100"],
    ];
    await genlab(folder.path, [...tiny, "--steps", "20", "--out", "often", ...often]);
    await genlab(folder.path, [...tiny, "--steps", "20", "--out", "rarely", ...rarely]);
    // the schedule itself is in the header, and what follows is the tensors
    const tensorsOf = (file: Buffer) => file.subarray(8 + Number(file.readBigUInt64LE(0)));
    expect(tensorsOf(await checkpoint("often")).equals(tensorsOf(await checkpoint("rarely")))).toBe(true);
  });
});

it.each([
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s saves too, and exits with %i", async (signal, expected) => {
  const child = start(folder.path, [...tiny, ...settings, "--out", signal]);
  const stop = outcomeOf(child);
  await hasLogged(signal, 10);
  child.kill(signal);
  const { code, stdout } = await stop;
  expect(code).toBe(expected);
  expect(stdout).toContain("Saved at step");
});

it("a checkpoint that is damaged, or of another model, is refused and left as it is", async () => {
  await genlab(folder.path, [...tiny, "--steps", "1", "--out", "sound"]);
  await genlab(folder.path, [...tiny, "--steps", "1", "--out", "swapped"]);
  const bytes = await checkpoint("sound");

  // the weights of 8 hidden units under the name of a model with 9; the file stays as long as it was
  const { arrays, metadata } = decodeSafetensors(bytes);
  const other = sealCheckpoint(arrays, {
    ...metadata,
    configuration: metadata.configuration!.replace('"hidden":[8]', '"hidden":[9]'),
  });
  await writeFile(run("swapped", "checkpoint.safetensors"), other);
  expect(await genlab(folder.path, ["resume", "swapped"])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^error: swapped.config\.json changes .*:\n {2}"model\.hidden": \[9\] → \[8\]\n/),
  });
  await rm(run("swapped", "config.json"));
  const { code, stderr } = await genlab(folder.path, ["resume", "swapped"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^error: The values do not fit the module\.\n {2}different: .*\(expected float32 \[9\], got float32 \[8\]\)/,
  );
  expect((await checkpoint("swapped")).equals(other)).toBe(true);

  await writeFile(run("swapped", "checkpoint.safetensors"), bytes.subarray(0, bytes.length - 4));
  await writeFile(run("swapped", "previous.safetensors"), "");
  expect(await genlab(folder.path, ["sample", "swapped"])).toMatchObject({ code: 2, stdout: "" });
  await expect(stat(run("swapped", "sample.png"))).rejects.toThrow("ENOENT");
});

it("a run on what only a browser had is resumed with other data alone", { timeout: 300_000 }, async () => {
  await genlab(folder.path, [...tiny, "--steps", "1", "--out", "browser"]);
  const { arrays, metadata } = decodeSafetensors(await checkpoint("browser"));
  const data = { type: "arrays", shape: [8, 8, 1] };
  const configuration = JSON.stringify({ ...JSON.parse(metadata.configuration!), data });
  const file = sealCheckpoint(arrays, { ...metadata, configuration });
  await writeFile(run("browser", "checkpoint.safetensors"), file);
  await writeFile(run("browser", "config.json"), configuration);
  expect(await genlab(folder.path, ["resume", "browser", "--steps", "2"])).toMatchObject({
    code: 2,
    stderr:
      'error: The data "arrays" are in the browser that trained the run, not in its folder. ' +
      "Go on with the run there, or with MNIST by --data-dir.\n",
  });
});
