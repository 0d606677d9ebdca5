import "@tensorflow/tfjs-backend-cpu";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readCheckpoint } from "@genlab/trainers/node";
import { describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import { noteSettings } from "../src/config/note-settings.js";
import type { PartialConfig } from "../src/config/run-config.js";
import { type Change, describeChange } from "../src/remedies/change.js";
import { changesFor, nextChange } from "../src/remedies/next-change.js";
import { scaledRate } from "../src/remedies/scaled-rate.js";
import { tiny, workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const at = (...path: string[]) => join(folder.path, ...path);
const train = (run: string, ...words: string[]) =>
  inProcess(folder.path, [...tiny, "--report-every", "25", "--set", "healthEvery=2", "--out", at(run), ...words]);
const resume = (run: string, ...words: string[]) => inProcess(folder.path, ["resume", at(run), ...words]);
const checkpointOf = (run: string) => readCheckpoint(at(run, "checkpoint.safetensors"));

it("a run with --auto whose numbers are no longer finite goes on from its last checkpoint", async () => {
  const words = ["--set", 'optimizer={"type":"sgd","learningRate":10}', "--data", "ring", "--steps", "30"];
  const lost = await train("lost", ...words);
  expect(lost.code).toBe(1);
  const { code, stdout } = await train("found", ...words, "--auto");
  expect(code).toBe(0);
  expect(stdout).toMatch(/since step 0 optimizer\.clipNorm \(nothing\) → 1, for not-finite: /);
  expect((await checkpointOf("found")).step).toBe(30);
}, 300_000);

it("a run with --auto whose weights are found to be lost when they are saved goes back, and further where that is of no use", async () => {
  const words = ["--set", 'optimizer={"type":"sgd","learningRate":10}', "--data", "ring", "--steps", "20", "--auto"];
  const { code, stdout, stderr } = await train("saved", ...words, "--save-every", "1", "--report-every", "20");
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).toMatch(/since step 6 optimizer\.clipNorm .* holds a value that is not finite at step 7\n/);
  const last = stdout.slice(stdout.lastIndexOf("\ntest ("));
  expect(stdout.slice(0, -last.length)).toMatch(/doctor: since step 5 optimizer\.clipNorm \(nothing\) → 1, [^\n]*$/);
  expect(JSON.parse(await readFile(at("saved", "changes.json"), "utf8"))).toMatchObject([{ since: 5, to: 1 }]);
}, 300_000);

it("a run with --auto keeps no best of steps that it could give up", async () => {
  const { code, stdout } = await train(
    "best",
    "--auto",
    "--data",
    "ring",
    "--batch",
    "2000",
    "--epochs",
    "2",
    "--best",
    "vae.total",
  );
  expect(code).toBe(0);
  expect(stdout).toContain("at step 10, in best.safetensors");
  // which was the last one, before the run's end: nothing else was due
  expect(await readCheckpoint(at("best", "previous.safetensors"))).toMatchObject({ step: 5 });
}, 300_000);

it("a run whose gradients were not clipped goes on with such as are", async () => {
  await train("clipped", "--steps", "4");
  expect(await resume("clipped", "--steps", "8", "--set", "optimizer.clipNorm=1")).toMatchObject({ code: 0 });
}, 300_000);

it("--auto is of no use to a run on one batch, which is said before data are read", async () => {
  const { code, stderr } = await train("one", "--auto", "--overfit-batch", "--data-dir", "nowhere");
  expect(code).toBe(2);
  expect(stderr).toContain("Both `auto` and `overfitBatch` are set");
});

describe("a change", () => {
  const configOf = (model: string, options: PartialConfig = {}) =>
    noteSettings(composeConfig({ model, options: { engine: "cpu", ...options } }).config);
  const layer = (change: number) => ({ "a.weight": { gradient: 1, weight: 1, change, dead: 0 } });
  const health = (change = 1e-3) => [{ step: 100, phases: { discriminator: layer(change), generator: layer(change) } }];
  const phases = ["autoencoder", "discriminator", "generator"];
  const of = (fault: string, model: string, options: PartialConfig = {}, change?: number, phase?: string, since = 75) =>
    changesFor(
      { name: fault, evidence: "so it is", since, ...(phase !== undefined && { phase }) },
      { config: configOf(model, options), phases, step: 100, changes: [], log: [], health: health(change) },
    )?.map(describeChange);
  const adam = { type: "adam", learningRate: 0.01 };

  it("is of the phase that the fault is in, and of one setting", () => {
    const own = { optimizer: { discriminator: adam, generator: adam } };
    expect(of("exploding-gradients", "gan", own, 0.1, "generator")).toEqual([
      "since step 100 optimizer.generator.learningRate 0.01 → 0.001, for exploding-gradients: so it is",
    ]);
    expect(of("exploding-gradients", "gan", { optimizer: adam }, 0.1, "generator")).toEqual([
      "since step 100 optimizer.generator.learningRate 0.01 → 0.001, for exploding-gradients: so it is",
    ]);
    expect(of("exploding-gradients", "vae", { optimizer: { type: "sgd", learningRate: 1 } })).toEqual([
      "since step 100 optimizer.clipNorm (nothing) → 1, for exploding-gradients: so it is",
    ]);
    expect(of("dead-codes", "vq-vae", { model: { type: "vq-vae", restartBelow: 0 } })).toEqual([
      "since step 100 model.restartBelow 0 → 0.05, for dead-codes: so it is",
    ]);
  });

  it("leaves an optimizer to each phase of the model, those too that were idle when it was measured", () => {
    const config = configOf("gan", { optimizer: adam });
    const [change] = changesFor(
      { name: "exploding-gradients", phase: "discriminator", evidence: "", since: 9 },
      { config, phases, step: 9, changes: [], log: [], health: [{ step: 9, phases: { discriminator: layer(0.1) } }] },
    )!;
    expect(change).toMatchObject({
      path: ["optimizer"],
      to: { autoencoder: adam, discriminator: { ...adam, learningRate: 0.001 }, generator: adam },
    });
  });

  it("is made where it can help, and of nothing that a run is of", () => {
    expect(of("output-stuck", "vae", { optimizer: adam }, 0.1)).toHaveLength(1);
    expect(of("output-stuck", "vae", { optimizer: adam }, 1e-6)).toBeUndefined(); // its rate is not too high
    expect(of("exploding-gradients", "gan", { optimizer: adam }, 1e-6, "generator")).toBeUndefined();
    expect(of("exploding-gradients", "gan", { optimizer: adam }, 0.1, "none")).toBeUndefined(); // another phase's is
    expect(of("dead-codes", "vq-vae")).toBeUndefined(); // its codes restart already
    expect(of("posterior-collapse", "vae-gan", { model: { type: "vae-gan", beta: 100 } })).toBeUndefined(); // β is no rate
    for (const fault of [
      "vanishing-gradients",
      "mode-collapse",
      "discriminator-wins",
      "over-fitting",
      "memorised-examples",
    ]) {
      expect(of(fault, "gan")).toBeUndefined();
    }
  });

  it("has a run begin anew that has been lost for half of its steps, as it was before what changed later", () => {
    const [change] = of("output-stuck", "vae", { optimizer: adam }, 0.1, undefined, 50)!;
    expect(change).toBe(
      "since step 0 optimizer.learningRate 0.01 → 0.001, for output-stuck: so it is, at step 100: begun anew",
    );
    const inPlace = ["since step 100 optimizer.learningRate 0.01 → 0.001, for output-stuck: so it is"];
    expect(of("output-stuck", "vae", { optimizer: adam }, 0.1, undefined, 51)).toEqual(inPlace);
    // the best was of the steps that would be given up, and another run may have gone on
    expect(of("output-stuck", "vae", { optimizer: adam, best: { of: "x" } }, 0.1, undefined, 50)).toEqual(inPlace);
    expect(of("output-stuck", "vae", { optimizer: adam, from: { run: "x" } }, 0.1, undefined, 50)).toEqual(inPlace);

    const path = ["optimizer", "learningRate"];
    const earlier: readonly Change[] = [
      { path, from: 1, to: 0.1, since: 0, fault: "output-stuck" },
      { path, from: 0.1, to: 0.01, since: 60, fault: "posterior-collapse" },
    ];
    expect(
      changesFor(
        { name: "output-stuck", evidence: "", since: 9 },
        {
          config: configOf("vae", { optimizer: adam }),
          phases,
          step: 100,
          changes: earlier,
          log: [],
          health: health(0.1),
        },
      ),
    ).toMatchObject([{ path, from: 0.1, to: 0.01, since: 0 }]);
  });

  it("is made three times at most, and then looks at what came since", () => {
    const config = configOf("vae", { model: { type: "vae", beta: 50 } });
    const records = Array.from({ length: 10 }, (_, i) => ({
      step: 100 * (i + 1),
      probes: { codes: { kl: 0, active: 0 } },
    }));
    const before = (...steps: number[]): Change[] =>
      steps.map((since) => ({
        path: ["model", "beta"],
        from: 50,
        to: 5,
        since,
        fault: "posterior-collapse",
        evidence: "",
      }));
    const next = (...steps: number[]) =>
      nextChange({ config, phases, step: 1000, log: [], health: records, changes: before(...steps) });
    expect(next()).toHaveLength(1);
    expect(next(700)).toHaveLength(1);
    expect(next(800)).toBeUndefined(); // two measurements are too few
    expect(next(100, 200, 300)).toBeUndefined();
  });

  it("scales numbers and schedules alike", () => {
    const linear = { type: "linear", from: 0, to: 3, steps: 500 };
    expect(scaledRate(3e-3, 0.1)).toBe(3e-4);
    expect(scaledRate(linear, 0.1)).toEqual({ ...linear, to: 0.3 });
    expect(scaledRate({ type: "warm-up", steps: 9, next: linear }, 0.1)).toEqual({
      ...{ type: "warm-up", steps: 9 },
      next: { ...linear, to: 0.3 },
    });
    expect(scaledRate({ type: "cyclical", period: 4 }, 0.5)).toEqual({ type: "cyclical", period: 4, from: 0, to: 0.5 });
    expect(scaledRate({ type: "exponential", from: 2, factor: 0.5 }, 0.5)).toEqual({
      ...{ type: "exponential", from: 1, factor: 0.5 },
    });
  });
});
