import "@tensorflow/tfjs-backend-cpu";
import { decodeSafetensors, encodeSafetensors } from "@genlab/safetensors";
import { sealCheckpoint } from "@genlab/trainers";
import { setBackend } from "@tensorflow/tfjs-core";
import { unzipSync, zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { completed, reachedConfiguration, withConfiguration } from "../src/runs/checkpoint.js";
import type { RunConfiguration } from "../src/runs/configuration.js";
import type { GivenFile } from "../src/runs/given-file.js";
import { readRun } from "../src/runs/read-run.js";
import { sessionSpec } from "../src/runs/session-spec.js";
import { writeRun } from "../src/runs/write-run.js";
import { Session } from "../src/session/session.js";
import { models } from "../src/words/en/models.js";

const { faults } = models;

const configuration: RunConfiguration = {
  model: { type: "vae", network: "dense", hidden: [4], latent: 2 },
  data: { type: "digits" },
  optimizer: { type: "adam", learningRate: 1e-3 },
  batchSize: 20,
  steps: 10,
  seed: 5,
};

let checkpoint: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  await setBackend("cpu");
  const session = await Session.open(sessionSpec(configuration, { type: "digits" }));
  await session.advance(3);
  checkpoint = withConfiguration(await session.snapshot(), configuration);
  session.dispose();
});

const file = (path: string, content: Uint8Array<ArrayBuffer> | string): GivenFile => ({
  path,
  read: async () => (typeof content === "string" ? new Uint8Array(new TextEncoder().encode(content)) : content),
});

const messageOf = (given: readonly GivenFile[]) => readRun(given, faults).then(String, ({ message }: Error) => message);

/** The checkpoint with other metadata. */
const described = (change: Readonly<Record<string, string>>) => {
  const { arrays, metadata } = decodeSafetensors(checkpoint);
  return sealCheckpoint(arrays, { ...metadata, ...change });
};

const configured = (change: object) => described({ configuration: JSON.stringify({ ...configuration, ...change }) });

describe("a run", () => {
  test("is the same from its folder, from a zip of the folder, and from what the page writes", async () => {
    const log = '{"step":2,"seconds":1,"losses":{"vae":{"total":3}}}\n{"step":4,"seconds":2}\n{"step":5,"sec';
    const folder = [
      file("small/samples.png", "no picture"),
      file("small/metrics.jsonl", log),
      file("small/config.json", "whatever"),
      file("small/checkpoint.safetensors", checkpoint),
    ];
    const run = await readRun(folder, faults);
    expect(run).toEqual({
      name: "small",
      path: "small/checkpoint.safetensors",
      configuration,
      step: 3,
      metrics: [{ step: 2, seconds: 1, losses: { vae: { total: 3 } } }], // a line of a later step is dropped
      checkpoint,
    });
    const zip = writeRun(run);
    const path = "download/small/checkpoint.safetensors";
    expect(await readRun([file("download.zip", zip)], faults)).toEqual({ ...run, path });
    expect(Object.keys(unzipSync(zip)).sort()).toEqual([
      "small/",
      "small/checkpoint.safetensors",
      "small/config.json",
      "small/metrics.jsonl",
    ]);
  });

  test("takes its name from the zip, or from the file, where there is no folder", async () => {
    const zip = zipSync({ "checkpoint.safetensors": checkpoint });
    expect((await readRun([file("mine.zip", zip)], faults)).name).toBe("mine");
    expect((await readRun([file("weights.safetensors", checkpoint)], faults)).name).toBe("weights");
  });

  test("is refused with what is wrong, where, and what to do", async () => {
    const cut = checkpoint.slice(0, checkpoint.length - 4);
    const cases = [
      await messageOf([file("a/notes.txt", "hello"), file("a/samples.png", "")]),
      await messageOf([file("a/checkpoint.safetensors", checkpoint), file("b/checkpoint.safetensors", checkpoint)]),
      await messageOf([
        file("cut.zip", writeRun(await readRun([file("a.safetensors", checkpoint)], faults)).slice(0, 900)),
      ]),
      await messageOf([file("notes.safetensors", "hello")]),
      await messageOf([file("picture.safetensors", "a picture that someone has given another name")]),
      await messageOf([file("run/checkpoint.safetensors", cut)]),
      await messageOf([file("run/checkpoint.safetensors", checkpoint.slice(0, 40))]),
      await messageOf([file("other.safetensors", encodeSafetensors(new Map(), { format: "pt" }))]),
      await messageOf([file("run/checkpoint.safetensors", configured({ data: { type: "faces" } }))]),
      await messageOf([file("run/checkpoint.safetensors", configured({ data: { type: "arrays", shape: [8, 0] } }))]),
      await messageOf([file("run/checkpoint.safetensors", configured({ data: { type: "images", size: 8 } }))]),
      await messageOf([file("run/checkpoint.safetensors", configured({ batchSize: 0 }))]),
      await messageOf([file("run/checkpoint.safetensors", described({ step: "many" }))]),
    ];
    expect(cases.join("\n")).toMatchInlineSnapshot(`
      "There is no run in a/notes.txt, a/samples.png. Give the folder that \`genlab train\` names, a zip of it, or its checkpoint.safetensors.
      There are 2 runs: a/checkpoint.safetensors, b/checkpoint.safetensors. Give one of them.
      cut.zip is no whole zip file (invalid zip data). Zip the folder again, or give the folder itself.
      notes.safetensors: 5 bytes, expected at least 8. Check that this is a whole safetensors file.
      picture.safetensors: a header of 8247626262918471777 bytes, expected at most 100000000. Check that this is a safetensors file, or raise \`maxHeaderBytes\`.
      run/checkpoint.safetensors: 7348 bytes follow the header, expected 7352 for the tensors that it lists. The file is cut short: copy or download it again.
      run/checkpoint.safetensors: a header of 2936 bytes, expected at most the 32 that are left. The file is cut short: copy or download it again.
      other.safetensors has no configuration of a run in its metadata, so nobody knows what model its weights are of. Give a checkpoint that \`genlab train\` or this page wrote.
      run/checkpoint.safetensors: "data.type" of the configuration is "faces"; expected one of digits, mnist, images, ring, grid, swiss-roll, moons, drawing, arrays. Give a checkpoint that \`genlab train\` or this page wrote.
      run/checkpoint.safetensors: "data.shape" of the configuration is [8,0]; expected a list of whole numbers from 1. Give a checkpoint that \`genlab train\` or this page wrote.
      run/checkpoint.safetensors: "data.channels" of the configuration is undefined; expected a whole number from 1. Give a checkpoint that \`genlab train\` or this page wrote.
      run/checkpoint.safetensors: "batchSize" of the configuration is 0; expected a whole number from 1. Give a checkpoint that \`genlab train\` or this page wrote.
      run/checkpoint.safetensors: the step is many; expected a whole number. Copy the file again."
    `);
  });

  test("of weights alone gets the rest from a fresh run; one that has all stays as it is", async () => {
    const { arrays, metadata } = decodeSafetensors(checkpoint);
    const weights = new Map([...arrays].filter(([path]) => path.startsWith("model.")));
    const fresh = await Session.open(sessionSpec(configuration, { type: "digits" }));
    const whole = completed(sealCheckpoint(weights, metadata), await fresh.snapshot());
    await fresh.restore(whole);
    expect(fresh.step).toBe(3);
    const now = decodeSafetensors(await fresh.snapshot()).arrays;
    expect(new Map([...now].filter(([path]) => path.startsWith("model.")))).toEqual(weights);
    expect([...now.keys()]).toEqual([...arrays.keys()]);
    expect(completed(checkpoint, await fresh.snapshot())).toBe(checkpoint);
    fresh.dispose();
  });

  test("ends where it was to end, or where it was trained to beyond that", () => {
    const { steps: _, ...endless } = configuration;
    expect(reachedConfiguration(configuration, 10)).toBe(configuration);
    expect(reachedConfiguration(configuration, 11)).toEqual({ ...configuration, steps: 11 });
    const epochs = { ...endless, epochs: 2 }; // 75 batches of 20 in 1500 digits
    expect(reachedConfiguration(epochs, 150)).toBe(epochs);
    expect(reachedConfiguration(epochs, 151)).toEqual({ ...endless, steps: 151 });
    const all = { ...epochs, batchSize: 1000, lastBatch: "keep" } as const; // 2 batches
    expect(reachedConfiguration(all, 4)).toBe(all);
  });
});
