import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metrics } from "@genlab/trainers/node";
import { expect, it } from "vitest";
import { Best } from "../src/training/best.js";
import { tiny, workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const losses = (total: number) => ({ vae: { total, examples: 9 } });
const logOf = (...totals: number[]): Metrics[] =>
  totals.map((total, i) => ({ step: 10 * (i + 1), seconds: 1, evaluation: losses(total) }));

it("the best evaluation is the one with the least loss, and the first of several", () => {
  const best = new Best({ of: "vae.total", patience: 2 }, logOf(5, 3, 3));
  expect(best).toMatchObject({ step: 20, value: 3, since: 1, isOver: false });
  expect([best.add(40, losses(4)), best.isOver]).toEqual([false, true]);
  expect([best.add(50, losses(2)), best.isOver]).toEqual([true, false]);
});

it("a run that ended early and is resumed goes on, and one that was killed waits as long as it would have", () => {
  expect(new Best({ of: "vae.total", patience: 2 }, logOf(3, 4, 4))).toMatchObject({ step: 10, since: 0 });
  expect(new Best({ of: "vae.total", patience: 3 }, logOf(3, 4, 4))).toMatchObject({ step: 10, since: 2 });
});

it("what is no number is no best, once there is one", () => {
  expect(new Best({ of: "vae.total" }, logOf(Number.NaN, 4, Number.NaN))).toMatchObject({ step: 20, value: 4 });
});

it("a loss that there is not is refused before the first step", async () => {
  expect(await inProcess(folder.path, [...tiny, "--steps", "2", "--out", "wrong", "--best", "vae.totl"])).toMatchObject(
    {
      stderr: expect.stringContaining(
        'What is to be the least is "vae.totl", which is no loss here. Did you mean "vae.total"?',
      ),
    },
  );
});

it("a run draws while it trains, keeps its best checkpoint, and ends where it waits in vain", async () => {
  // a rate at which the loss does nothing but rise
  const words = [
    ...tiny,
    "--steps",
    "900",
    "--learning-rate",
    "0.3",
    "--best",
    "vae.total",
    "--patience",
    "1",
    "--pictures-every",
    "70",
  ];
  const { code, stdout } = await inProcess(folder.path, [...words, "--out", "early"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/\nEnded at step \d+ of 900: vae\.total has not fallen for 1 evaluation\.\n/);
  const [, step] = /best: vae\.total \S+ at step (\d+), in best\.safetensors/.exec(stdout)!;
  expect(await readdir(join(folder.path, "early/pictures"))).toContain("0000070.png");
  const { length } = await readFile(join(folder.path, "early/best.safetensors"));
  expect(length).toBeGreaterThan(1000);
  expect(await inProcess(folder.path, ["info", "early/best.safetensors"])).toMatchObject({
    stdout: expect.stringContaining(`${step}`),
  });
});
