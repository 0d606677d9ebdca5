import "@tensorflow/tfjs-backend-cpu";
import { join } from "node:path";
import { namedVariables } from "@genlab/core";
import { RunFolder } from "@genlab/trainers/node";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import type { PartialConfig } from "../src/config/run-config.js";
import { prepareData } from "../src/data/prepare-data.js";
import { createRun, type Run } from "../src/runs/create-run.js";
import { warmStart } from "../src/runs/warm-start.js";
import { workFolder } from "./genlab.js";

const place = workFolder();

beforeAll(async () => {
  await setBackend("cpu");
});

async function runOf(type: string, change: PartialConfig = {}): Promise<Run> {
  const model = { type, network: "dense", hidden: [8], latent: 2 };
  const { config } = composeConfig({ options: { engine: "cpu", ...change, model } });
  const prepared = await prepareData(config);
  return createRun(prepared.config, prepared.data);
}

async function saved(name: string, run: Run): Promise<string> {
  const folder = await RunFolder.create(join(place.path, name), run.config);
  await folder.save(run.trainer, run.config);
  return folder.path;
}

const valuesIn = (module: object, part: string) =>
  [...namedVariables(module)].filter(([path]) => path.startsWith(part)).map(([, variable]) => [...variable.dataSync()]);

describe("a run that begins with the weights of another", () => {
  it("has all of them, and so has its moving average", async () => {
    const from = await runOf("vae", { seed: 1 });
    const run = await runOf("vae", { seed: 2, average: { decay: 0.9 } });
    expect(valuesIn(run.trainer.model, "encoder")).not.toEqual(valuesIn(from.trainer.model, "encoder"));
    const path = await saved("whole", from);
    expect(await warmStart(run.trainer, { run: path })).toBe(`begins with the weights of ${path} at step 0`);
    const expected = valuesIn(from.trainer.model, "");
    for (const model of [run.trainer.state.model, run.trainer.state.average!])
      expect(valuesIn(model, "")).toEqual(expected);
  });

  it("or those of a part, where the rest is another model; what is frozen has no optimizer", async () => {
    const from = await runOf("vae", { seed: 1 });
    const path = await saved("part", from);
    const run = await runOf("autoencoder", { seed: 2, freeze: ["decoder"] });
    const before = valuesIn(run.trainer.model, "encoder");
    expect(await warmStart(run.trainer, { run: path, parts: ["decoder"] })).toMatch(/: decoder; the rest is new$/);
    expect(valuesIn(run.trainer.model, "decoder")).toEqual(valuesIn(from.trainer.model, "decoder"));
    expect(valuesIn(run.trainer.model, "encoder")).toEqual(before);
    const optimized = [...namedVariables(run.trainer.state.optimizers).keys()];
    expect(optimized.some((one) => one.includes("encoder"))).toBe(true);
    expect(optimized.filter((one) => one.includes("decoder"))).toEqual([]);
  });

  it("is refused where they do not fit, and is as it was", async () => {
    const path = await saved("other", await runOf("vae"));
    const run = await runOf("autoencoder");
    const before = valuesIn(run.trainer.model, "");
    await expect(warmStart(run.trainer, { run: path })).rejects.toThrow(/another model[\s\S]*with --parts, such as/);
    await expect(warmStart(run.trainer, { run: path, parts: ["decodr"] })).rejects.toThrow(
      'There is no part "decodr". Known: encoder, decoder.',
    );
    expect(valuesIn(run.trainer.model, "")).toEqual(before);
    await expect(runOf("vae", { freeze: ["encodr"] })).rejects.toThrow('Did you mean "encoder"?');
  });
});

it("a run of one batch trains and tests on the same examples, and an update may take several batches", async () => {
  const { data, trainer, stepsPerEpoch } = await runOf("vae", { batchSize: 20, overfitBatch: true, accumulate: 5 });
  expect([data.train.length, data.test.length, trainer.batchesPerStep, stepsPerEpoch]).toEqual([20, 20, 5, 15]);
});
