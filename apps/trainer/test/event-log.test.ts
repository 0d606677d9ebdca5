import "@tensorflow/tfjs-backend-cpu";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createRng } from "@genlab/core";
import { RunFolder } from "@genlab/trainers/node";
import { createModel } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { openEventLog } from "../src/training/event-log.js";
import { workFolder } from "./genlab.js";

const work = workFolder();

it("a run logs for TensorBoard: losses of both parts, parameters, and a picture", async () => {
  await setBackend("cpu");
  const folder = await RunFolder.create(join(work.path, "run"), {});
  const textOf = async (part: string) => {
    const [name] = await readdir(folder.file(`tensorboard/${part}`));
    return (await readFile(folder.file(`tensorboard/${part}/${name}`))).toString("latin1");
  };
  const model = createModel(
    { type: "autoencoder", latent: 2, network: "dense", hidden: [3] },
    { shape: [4, 4, 1], rng: createRng(1) },
  );
  const log = await openEventLog(folder, 0);
  await log.reported(10, { autoencoder: { total: 2 } });
  await log.evaluated(20, { autoencoder: { total: 3 } }, model);
  await log.drawn(20, { width: 2, height: 1, data: new Uint8Array(6) });
  const parameter = { gradient: 1, weight: 2, change: 3, dead: 0.5 };
  await log.measured({
    step: 20,
    phases: { autoencoder: { "encoder.weight": parameter } },
    probes: { codes: { active: 1 } },
  });
  const [train, test] = [await textOf("train"), await textOf("test")];
  expect(train).toContain("autoencoder/total");
  expect(train).toContain("parameters/decoder.layers.0.weight");
  expect(train).toContain("gradient/autoencoder/encoder.weight");
  expect(train).toContain("dead/autoencoder/encoder.weight");
  expect(train).toContain("codes/active");
  expect(test).toContain("autoencoder/total");
  expect(test).toContain("\u0089PNG");
  expect(test).not.toContain("parameters/");
});
