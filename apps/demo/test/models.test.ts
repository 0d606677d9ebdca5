import "@tensorflow/tfjs-backend-cpu";
import { readdir, readFile } from "node:fs/promises";
import { chooseBackend } from "@genlab/backends";
import type { NdArray } from "@genlab/data";
import type { ModelConfiguration } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { along, drawnCode, standard } from "../src/codes/codes.js";
import { digitsAs } from "../src/models/digits-as.js";
import { examplesFor } from "../src/models/examples-for.js";
import { priorCode } from "../src/models/prior.js";
import { TrainingSets } from "../src/models/training-sets.js";
import type { Pictures } from "../src/pictures/pictures.js";
import { completed } from "../src/runs/checkpoint.js";
import { readRun } from "../src/runs/read-run.js";
import { sessionSpec } from "../src/runs/session-spec.js";
import { Session } from "../src/session/session.js";
import { models as words } from "../src/words/en/models.js";

const folder = new URL("../public/models/", import.meta.url);
const shipped: readonly { id: string; bytes: number }[] = JSON.parse(
  await readFile(new URL("index.json", folder), "utf8"),
);

beforeAll(async () => {
  await setBackend("cpu");
});

/** How many reconstructions are as near to an example of their own class as to any. */
function shareOfSameDigit(images: NdArray, { x, y }: Pictures): number {
  const [count = 0] = x.shape;
  const size = x.data.length / count;
  const distance = (image: number, example: number) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += (images.data[image * size + i]! - x.data[example * size + i]!) ** 2;
    return sum;
  };
  const indices = Array.from({ length: count }, (_, index) => index);
  const same = indices.filter((image) => {
    const nearest = indices.reduce((best, one) => (distance(image, one) < distance(image, best) ? one : best));
    return y!.data[nearest] === y!.data[image];
  });
  return same.length / count;
}

describe("the shipped models", () => {
  beforeAll(async () => {
    vi.stubGlobal("fetch", async (name: string) => new Response(await readFile(new URL(`../${name}`, folder))));
    await chooseBackend([{ name: "wasm", load: () => import("@tensorflow/tfjs-backend-wasm") }]);
  });
  afterAll(async () => {
    vi.unstubAllGlobals();
    await setBackend("cpu");
  });

  test("are those of the index, each with a picture, a title and a readme, and none over 400 kB", async () => {
    const names = shipped.flatMap(({ id }) => [`${id}.png`, `${id}.safetensors`]);
    expect((await readdir(folder)).sort()).toEqual([...names, "README.md", "index.json"].sort());
    expect(Object.keys(words.shipped)).toEqual(expect.arrayContaining(shipped.map(({ id }) => id)));
    for (const { bytes } of shipped) expect(bytes).toBeLessThanOrEqual(400_000);
  });

  test.each(shipped.map(({ id, bytes }) => [id, bytes] as const))(
    "%s opens, samples and trains on",
    async (id, bytes) => {
      const content = await readFile(new URL(`${id}.safetensors`, folder));
      expect(content.length).toBe(bytes);
      const path = `${id}.safetensors`;
      const run = await readRun([{ path, read: async () => new Uint8Array(content) }], words.faults);
      expect(run.configuration.data).toEqual({ type: "mnist" }); // and no folder of whoever trained it
      const examples = (await examplesFor(run.configuration))!;
      const session = await Session.open(
        sessionSpec(run.configuration, new TrainingSets(run.configuration, examples).first),
      );
      await session.restore(completed(run.checkpoint, await session.snapshot()));
      const { samples } = await session.look({ samples: { count: 16 } });
      // MNIST's mean is 0.13, and most pixels are paper or ink; untrained models are grey all over
      const levels = [...samples!.data];
      const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
      expect(mean).toBeGreaterThan(0.08);
      expect(mean).toBeLessThan(0.2);
      expect(levels.filter((level) => level < 0.1 || level > 0.9).length / levels.length).toBeGreaterThan(0.7);
      const { reconstruct } = await session.look({ reconstruct: { x: examples.x } });
      if (reconstruct) expect(shareOfSameDigit(reconstruct, examples)).toBeGreaterThan(id === "vae-2" ? 0.7 : 0.95);
      await session.advance(1);
      expect(session.step).toBe(run.step + 1);
      session.dispose();
    },
  );
});

describe("the look at latents", () => {
  const look = async (model: ModelConfiguration) => {
    const { x, y } = await digitsAs([8, 8, 1], "test", 8);
    const optimizer = { type: "sgd", learningRate: 0 } as const;
    const data = { type: "arrays", fields: { x, y: y! } } as const;
    const session = await Session.open({ seed: 1, data, model, optimizer, batchSize: 8, reportEvery: 1 });
    const { latents } = await session.look({ latents: { x } });
    const [report] = await session.advance(1);
    session.dispose();
    return { latents, losses: report!.losses };
  };

  test("tells nats that add up to the KL term of a batch of the same examples", async () => {
    const { latents, losses } = await look({ type: "vae", network: "dense", hidden: [8], latent: 3 });
    expect(latents!.size).toBe(3);
    expect([...latents!.kl!.data].reduce((sum, nats) => sum + nats, 0)).toBeCloseTo(losses.vae!.kl!, 4);
  });

  test("tells the size alone where there is no posterior, and nothing where a code is not enough", async () => {
    const hidden = [4];
    expect((await look({ type: "autoencoder", network: "dense", hidden, latent: 5 })).latents).toEqual({
      size: 5,
      kl: null,
    });
    expect((await look({ type: "gan", network: "dense", hidden, latent: 7 })).latents).toEqual({ size: 7, kl: null });
    expect((await look({ type: "info-gan", network: "dense", hidden })).latents).toBeNull();
  });
});

describe("digits as images", () => {
  test("are those of the package where they fit", async () => {
    const { x, y } = await digitsAs([8, 8, 1], "test", 3);
    expect(x.shape).toEqual([3, 8, 8, 1]);
    expect([...y!.data]).toEqual([1, 7, 4]);
  });

  test("are enlarged into the middle, the same in each channel", async () => {
    const { x } = await digitsAs([28, 28, 3], "test", 2);
    expect(x.shape).toEqual([2, 28, 28, 3]);
    const at = (row: number, column: number, channel: number) => x.data[(row * 28 + column) * 3 + channel]!;
    // a margin of four pixels, of which ink may blur into one
    for (let i = 0; i < 28; i++) expect([at(2, i, 0), at(i, 2, 1), at(25, i, 2), at(i, 25, 0)]).toEqual([0, 0, 0, 0]);
    expect(Math.max(...x.data)).toBe(1);
    for (let i = 0; i < 28; i++) expect(at(i, 14, 0)).toBe(at(i, 14, 2));
  });
});

describe("codes", () => {
  test("along one number have the others as they are", () => {
    expect(along(Float32Array.of(0, 2), 0, [-1, 1])).toEqual([Float32Array.of(-1, 2), Float32Array.of(1, 2)]);
  });

  test("that are drawn follow the prior, and are the same for the same number", () => {
    const gan = { model: { type: "gan" } } as never;
    const normal = priorCode(gan, 10_000, 1);
    expect(normal).toEqual(drawnCode(1, standard(10_000)));
    const mean = normal.reduce((sum, value) => sum + value, 0) / normal.length;
    const variance = normal.reduce((sum, value) => sum + value * value, 0) / normal.length;
    expect(Math.abs(mean)).toBeLessThan(0.04); // four standard errors
    expect(Math.abs(variance - 1)).toBeLessThan(0.06);
    expect(priorCode(gan, 3, 1)).toEqual(normal.slice(0, 3));
    expect(priorCode(gan, 3, 2)).not.toEqual(normal.slice(0, 3));
    const uniform = priorCode({ model: { type: "gan", prior: "uniform" } } as never, 1000, 1);
    expect(Math.max(...uniform.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(Math.min(...uniform)).toBeLessThan(-0.9);
  });
});
