import { execFileSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createRng } from "@genlab/core";
import { RunFolder } from "@genlab/trainers/node";
import { describe, expect, it } from "vitest";
import { genlab, outcomeOf, start, workFolder } from "./genlab.js";

const folder = workFolder();
const at = (name: string, file = "") => join(folder.path, name, file);
const hook = pathToFileURL(join(import.meta.dirname, "fixtures", "strike.mjs")).href;
/** What the hook is to do to a process. */
const struck = (strike: object) => ({
  OF_MODULES: "yes",
  GENLAB_STRIKE: JSON.stringify(strike),
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import ${hook}`,
});

/** Of each model. By hand with more: `GENLAB_KILLS=7`. */
const KILLS = Number(process.env.GENLAB_KILLS ?? 2);

const models = {
  vae: { type: "vae", network: "dense", hidden: [8], latent: 2 },
  gan: { type: "gan", network: "dense", hidden: [8], latent: 2 },
  aae: { type: "adversarial-autoencoder", network: "dense", hidden: [8], latent: 2 },
};
const words = (model: object) => [
  ...["train", "--engine", "cpu", "--batch", "100", "--steps", "40", "--seed", "3", "--report-every", "2"],
  ...["--save-every", "7", "--keep", "2", "--pictures-every", "15", "--set", `model=${JSON.stringify(model)}`],
];
const unbroken = new Map<string, Promise<unknown>>();
/** The run of a model that nothing happens to. */
async function trainUnbroken(name: keyof typeof models) {
  const run = unbroken.get(name) ?? genlab(folder.path, [...words(models[name]), "--out", `${name}-whole`]);
  unbroken.set(name, run);
  expect(await run).toMatchObject({ code: 0, stderr: "" });
}

const log = async (name: string) =>
  (await readFile(at(name, "metrics.jsonl"), "utf8")).replace(/"seconds":[\d.]+,/g, "");

async function expectSame(name: string, whole: string) {
  expect(await log(name)).toBe(await log(whole));
  for (const file of ["checkpoint.safetensors", "samples.png", "health.jsonl"]) {
    expect((await readFile(at(name, file))).equals(await readFile(at(whole, file)))).toBe(true);
  }
  // which checkpoints are kept depends on when a run was saved
  const filesOf = async (run: string) => {
    const files = await readdir(at(run), { recursive: true });
    return files.filter((file) => !file.startsWith("checkpoints/")).sort();
  };
  expect(await filesOf(name)).toEqual(await filesOf(whole));
}

describe("a run that is killed by kill -9, again and again, ends as one that is not", () => {
  // of what happens in a run: updates, batches of evaluations, files opened, linked and renamed
  const rng = createRng(15);
  it.each(Object.keys(models) as (keyof typeof models)[])("%s", { timeout: 600_000 }, async (name) => {
    await trainUnbroken(name);
    const draws = rng.fork(name);
    let command = [...words(models[name]), "--out", name];
    for (let i = 0; i < KILLS; i++) {
      const strike = { at: "any", number: 6 + Math.floor(30 * draws.random()), signals: ["SIGKILL"] };
      const { code, stderr } = await genlab(folder.path, command, struck(strike));
      expect([code, stderr]).toEqual([null, ""]); // none came to its end
      command = ["resume", name];
    }
    expect(await genlab(folder.path, ["resume", name])).toMatchObject({ code: 0, stderr: "" });
    await expectSame(name, `${name}-whole`);
  });
});

it("a signal loses nothing, nor do two: while training, evaluating and saving", { timeout: 900_000 }, async () => {
  await trainUnbroken("vae");
  let command = [...words(models.vae), "--out", "signals"];
  // an update, the second batch of an evaluation, which the next start makes up for, and the write of a checkpoint, behind those of the start
  const numbers = { training: 3, evaluating: 2, saving: 6 };
  for (const [place, number] of Object.entries(numbers)) {
    for (const signals of [["SIGTERM"], ["SIGHUP"], ["SIGINT", "SIGINT"]]) {
      const { code } = await genlab(folder.path, command, struck({ at: place, number, signals }));
      expect([place, code]).toEqual([place, { SIGTERM: 143, SIGHUP: 129, SIGINT: 130 }[signals[0]!]]);
      expect(await readdir(at("signals"))).not.toContain("lock");
      command = ["resume", "signals"];
    }
  }
  expect(await genlab(folder.path, command)).toMatchObject({ code: 0, stderr: "" });
  await expectSame("signals", "vae-whole");
});

describe("a full disk", () => {
  it("is waited for", { timeout: 600_000 }, async () => {
    await trainUnbroken("vae");
    const strike = struck({ full: [14, 18] });
    const { code, stderr } = await genlab(folder.path, [...words(models.vae), "--out", "waiting"], strike);
    expect(code).toBe(0);
    expect(stderr).toMatch(/the disk is full.*\nThe run waits up to 10 min for space/);
    await expectSame("waiting", "vae-whole");
  });

  it("that stays full ends a run, which goes on when there is space", { timeout: 600_000 }, async () => {
    await trainUnbroken("vae");
    const strike = struck({ full: [14, 1e9] });
    const command = [...words(models.vae), "--wait-when-full", "0.02", "--out", "full"];
    const { code, stderr } = await genlab(folder.path, command, strike);
    expect(code).toBe(1);
    expect(stderr).toMatch(/the disk is full[\s\S]*The last checkpoint of the run, of step \d+, is still in full\.\n$/);
    expect(await genlab(folder.path, ["resume", "full", "--wait-when-full", "10"])).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(await log("full")).toBe(await log("vae-whole"));
  });

  const canMount = (() => {
    try {
      const words = ["-m", "mount", "-t", "tmpfs", "-o", "size=1m", "none", tmpdir()]; // seen by that process alone
      execFileSync("unshare", words, { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  })();
  it.runIf(canMount)("of a small tmpfs, too", { timeout: 600_000 }, async () => {
    await trainUnbroken("vae");
    const disk = at("disk");
    await mkdir(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "none", disk]);
    try {
      const child = start(folder.path, [...words(models.vae), "--out", "disk/run"]);
      const end = outcomeOf(child);
      const filler = join(disk, "filler");
      // room is taken when the run has begun, and given back when it says that it waits
      while (!(await readFile(join(disk, "run", "metrics.jsonl"), "utf8").catch(() => ""))) await nextTick();
      await writeFile(filler, new Uint8Array(1 << 23)).catch(() => {});
      child.stderr.on("data", (chunk: Buffer) => {
        if (chunk.toString().includes("waits up to")) void rm(filler);
      });
      const { code, stderr } = await end;
      expect([code, stderr]).toEqual([0, expect.stringContaining("the disk is full")]);
      await expectSame("disk/run", "vae-whole");
    } finally {
      execFileSync("umount", [disk]);
    }
  });
});

const nextTick = () => new Promise((resolve) => setTimeout(resolve, 2));

it("a folder that vanishes is said, and what was learned is saved beside it", { timeout: 600_000 }, async () => {
  await trainUnbroken("vae");
  const child = start(folder.path, [...words(models.vae), "--steps", "100000", "--out", "gone"]);
  const end = outcomeOf(child);
  while (!(await readFile(at("gone", "metrics.jsonl"), "utf8").catch(() => ""))) await nextTick();
  await rename(at("gone"), at("elsewhere"));
  const { code, stderr } = await end;
  expect(code).toBe(1);
  const [, rescued] = /The run folder gone is gone.* is saved in (gone-rescued-\d+): genlab resume \1\n$/.exec(stderr)!;
  expect((await RunFolder.open(at(rescued!))).checkpoint.step).toBe(Number(rescued!.split("-").at(-1)));
  await rm(at("elsewhere", "lock"), { force: true });
});

it("two that resume one run do not both: the second is told who has it", { timeout: 600_000 }, async () => {
  await trainUnbroken("vae");
  await cp(at("vae-whole"), at("two"), { recursive: true });
  const first = start(folder.path, ["resume", "two", "--steps", "100000"]);
  const end = outcomeOf(first);
  while (!(await log("two")).includes('"step":60,')) await nextTick();
  const second = await genlab(folder.path, ["resume", "two"]);
  expect(second.code).toBe(2);
  expect(second.stderr).toContain(`the run is in use by process ${first.pid}`);
  first.kill("SIGTERM");
  expect((await end).code).toBe(143);
});

it("500 flipped bits and truncations of a checkpoint: never a wrong resume in silence", async () => {
  await trainUnbroken("vae");
  await cp(at("vae-whole"), at("flipped"), { recursive: true });
  const path = at("flipped", "checkpoint.safetensors");
  const [whole, rng] = [await readFile(path), createRng(500)];
  for (let i = 0; i < 500; i++) {
    await rm(path);
    if (i % 5 === 0) {
      await writeFile(path, whole);
      await truncate(path, Math.floor(whole.length * rng.random()));
    } else {
      const damaged = Buffer.from(whole);
      for (let flips = 1 + (i % 3); flips > 0; flips--) {
        const bit = Math.floor(8 * whole.length * rng.random());
        damaged[bit >> 3]! ^= 1 << (bit & 7);
      }
      await writeFile(path, damaged);
    }
    const { checkpoint, faults } = await RunFolder.open(at("flipped"));
    expect([checkpoint.step, faults.length]).toEqual([35, 1]);
  }
});
