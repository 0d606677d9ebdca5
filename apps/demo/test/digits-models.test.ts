import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { emptySeries, extended } from "../src/digits/curves.js";
import { kindOf, modelNames } from "../src/digits/kinds.js";
import { drawingsMaterial, readDrawings, writeDrawings } from "../src/digits/material/drawings-material.js";
import { zipOf } from "../src/digits/save-run.js";
import { networks, readSettings, type Settings } from "../src/digits/settings.js";
import type { TrainingData } from "../src/digits/specification.js";
import { changesOf, specOf } from "../src/digits/specification.js";
import { readRun } from "../src/runs/read-run.js";
import { Session } from "../src/session/session.js";
import { writeStrokes } from "../src/session/strokes.js";
import { models } from "../src/words/en/models.js";

const EXAMPLES = 20;

/** Pictures whose left or right half is ink. */
const halves: TrainingData = {
  spec: {
    type: "arrays",
    fields: {
      x: {
        data: Float32Array.from({ length: EXAMPLES * 64 }, (_, i) => Number(i % 8 < 4 === Math.floor(i / 64) % 2 < 1)),
        shape: [EXAMPLES, 8, 8, 1],
      },
      y: { data: Int32Array.from({ length: EXAMPLES }, (_, i) => i % 2), shape: [EXAMPLES] },
    },
  },
  examples: EXAMPLES,
  classes: 2,
};

beforeAll(async () => {
  await setBackend("cpu");
});

const small = (model: Settings["model"], network: Settings["network"]): Settings => ({
  ...readSettings({ model }),
  ...{ network, width: 16, latent: 3, batch: 8 },
});

test.each(modelNames.flatMap((model) => networks.map((network) => [model, network] as const)))(
  "%s with %s networks trains, reports what the page draws, encodes and decodes",
  async (model, network) => {
    const kind = kindOf(model);
    const session = await Session.open(specOf(small(model, network), halves));
    const held = memory().numTensors;
    const [report] = await session.advance(10);
    for (const { path } of kind.terms) {
      const [phase = "", term = ""] = path.split("/");
      expect(report!.losses[phase]?.[term], path).toEqual(expect.any(Number));
    }
    const x = { data: new Float32Array(2 * 64), shape: [2, 8, 8, 1] };
    const y = { data: Int32Array.from([0, 1]), shape: [2] };
    const z = { data: new Float32Array(2 * 3), shape: [2, 3] };
    const { posteriors, pictures } = await session.look({ posteriors: { x, y }, pictures: { z, y } });
    expect(pictures!.shape).toEqual([2, 8, 8, 1]);
    expect(posteriors?.mean.shape).toEqual(kind.encodes ? [2, 3] : undefined);
    // a model with a prior says how sure it is of a code
    expect(posteriors?.deviation?.shape).toEqual(kind.encodes && kind.samples ? [2, 3] : undefined);
    expect(memory().numTensors).toBe(held);
    session.dispose();
  },
);

test("a conditional model makes what it is told", async () => {
  const session = await Session.open(specOf({ ...small("conditional-vae", "dense"), rate: 0.02 }, halves));
  await session.advance(120);
  const z = { data: new Float32Array(2 * 3), shape: [2, 3] };
  const { pictures } = await session.look({ pictures: { z, y: { data: Int32Array.from([0, 1]), shape: [2] } } });
  const meanOf = (picture: number, from: number) =>
    Array.from({ length: 32 }, (_, i) => pictures!.data[64 * picture + 8 * Math.floor(i / 4) + from + (i % 4)]!).reduce(
      (sum, level) => sum + level / 32,
      0,
    );
  expect(meanOf(0, 0) - meanOf(0, 4)).toBeGreaterThan(0.5);
  expect(meanOf(1, 4) - meanOf(1, 0)).toBeGreaterThan(0.5);
  session.dispose();
});

test("a link with a change on the way gives the losses of the run in which it was made", async () => {
  const settings = small("beta-vae", "dense");
  const made = await Session.open(specOf(settings, halves));
  const before = await made.advance(10);
  await made.set(specOf({ ...settings, rate: 0.05 }, halves));
  const after = await made.advance(10);
  const changes = [{ step: 10, name: "rate", value: 0.05 }] as const;
  const link = { ...settings, changes };
  const again = await Session.open(specOf(link, halves), changesOf(link, halves));
  expect(await again.advance(20)).toEqual([...before, ...after]);
  const plain = await Session.open(specOf(settings, halves));
  expect(await plain.advance(20)).not.toEqual([...before, ...after]);
  for (const session of [made, again, plain]) session.dispose();
});

test("a batch is no larger than the data", () => {
  expect(specOf({ ...small("vae", "dense"), batch: 512 }, halves).batchSize).toBe(EXAMPLES);
});

test("drawings become many pictures that differ, and are shown once each", async () => {
  const line = writeStrokes([
    [
      [0, -1],
      [0, 1],
    ],
  ]);
  const bar = writeStrokes([
    [
      [-1, 0],
      [1, 0],
    ],
  ]);
  expect(readDrawings(writeDrawings([line, bar]))).toEqual([line, bar]);
  const material = (await drawingsMaterial(writeDrawings([line, bar]), 8))!;
  expect(material.shown.x.shape).toEqual([2, 8, 8, 1]);
  expect(material.data.examples).toBe(600);
  const { spec } = material.data;
  const { data } = spec.type === "arrays" ? spec.fields.x! : { data: new Float32Array() };
  const pictures = Array.from({ length: 600 }, (_, i) => `${data.slice(64 * i, 64 * i + 64)}`);
  expect(new Set(pictures).size).toBeGreaterThan(300);
  expect((await drawingsMaterial(line, 8))!.data).not.toEqual(material.data);
  expect(await drawingsMaterial("", 8)).toBeNull();
});

test("a run is saved as the folder that the command line and the page of models open", async () => {
  const session = await Session.open(specOf(small("vae", "dense"), halves));
  const { terms } = kindOf("vae");
  const losses = extended(emptySeries(terms), terms, await session.advance(20));
  const zip = zipOf({ name: "vae-20", checkpoint: await session.snapshot(), losses, terms });
  const run = await readRun([{ path: "vae-20.zip", read: async () => zip }], models.faults);
  expect([run.name, run.step]).toEqual(["vae-20", 20]);
  expect(run.configuration).toMatchObject({
    model: { type: "vae", latent: 3 },
    data: { type: "arrays", shape: [8, 8, 1] },
  });
  expect(run.metrics.map(({ step }) => step)).toEqual([10, 20]);
  expect(run.metrics[1]!.losses!.vae!.kl).toBe(losses.values[1]![1]);
  await session.advance(5);
  await session.restore(run.checkpoint);
  expect(session.step).toBe(20);
  session.dispose();
});
