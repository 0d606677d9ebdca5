import { afterAll, beforeEach, describe, expect, inject, it } from "vitest";
import { type GivenImage, type StoredImages, storeImages } from "../../src/browser.js";
import type { Acts } from "./store-worker.js";

// once, not for each backend of the GPU
describe.skipIf(inject("backend") !== "webgl")("images in the origin's files", () => {
  let worker = startWorker();
  const shape = { width: 2, height: 2, channels: 1, folder: "test" } as const;

  beforeEach(() => worker.ask("forget", "test"));
  afterAll(() => worker.close());

  it("are read once, found again, and give the batches that they would give in memory", async () => {
    const images = await Promise.all([0, 80, 160, 255].map(grey));
    const given = [
      ...images.slice(0, 2),
      { name: "broken.png", file: new File(["no"], "broken.png") },
      ...images.slice(2),
    ];
    const stored = await worker.ask("store", given, shape);
    expect(stored).toEqual({
      shape: [2, 2, 1],
      names: ["0.png", "80.png", "160.png", "255.png"],
      unread: ["broken.png"],
      values: { folder: "test", file: expect.stringMatching(/^[0-9a-f]{32}-2x2x1-black\.values$/) },
    });
    const inMemory = await storeImages(given, shape); // a page may not open files for writing
    expect(inMemory.values).toEqual({
      memory: new Uint8Array([0, 80, 160, 255].flatMap((level) => Array(4).fill(level))),
    });
    const expected = Float32Array.from([255, 255, 255, 255, 80, 80, 80, 80], (level) => level / 255);
    for (const one of [stored, inMemory]) {
      expect(await worker.ask("batches", one, [3, 1])).toEqual([expected, expected]);
      expect(await worker.ask("batches", one, [3, 1], 0)).toEqual([expected, expected]); // row by row
    }
    const later = startWorker();
    expect(await later.ask("find", shape)).toEqual(stored);
    expect(await later.ask("store", given, shape)).toEqual(stored);
    expect(await later.ask("find", { ...shape, channels: 3 })).toBe(undefined);
    later.close();
  });

  it("of another set take the place of those before; a file that was cut short is no file", async () => {
    const first = [await grey(10)];
    const kept = await worker.ask("store", first, shape);
    expect(await worker.ask("store", first, { ...shape, invert: true })).not.toEqual(kept);
    expect(await worker.ask("find", shape)).toEqual(kept); // another shape of the same
    const next = await worker.ask("store", [await grey(20)], shape);
    expect(await worker.ask("find", shape)).toEqual(next);
    expect(await worker.ask("find", { ...shape, invert: true })).toBe(undefined);

    await worker.ask("spoil", next, 3);
    expect(await worker.ask("find", shape)).toBe(undefined);
    await expect(worker.ask("batches", next, [0], 0)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: Image 0 of those that this page had kept is cut short. Choose them again.]`,
    );
    await worker.ask("spoil", next, null);
    await expect(worker.ask("batches", next, [0])).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: The images that this page had kept are gone. Choose them again.]`,
    );
  });

  it("of which none can be read leave what was kept before; no file system is memory", async () => {
    const kept = await worker.ask("store", [await grey(10)], shape);
    const broken = { name: "broken.png", file: new File(["no"], "broken.png") };
    expect((await worker.ask("store", [broken], shape)).values).toEqual({ memory: new Uint8Array() });
    expect(await worker.ask("find", shape)).toEqual(kept);
    await worker.ask("refuse");
    expect((await worker.ask("store", [await grey(10)], shape)).values).toEqual({ memory: new Uint8Array(4).fill(10) });
    expect(await worker.ask("find", shape)).toBe(undefined);
    worker.close();
    worker = startWorker();
  });

  it("take the room of those before; without any, as many are in memory as may be", async () => {
    const another = startWorker();
    await another.ask("store", [await grey(10)], shape);
    await another.ask("fill");
    const given = await Promise.all([0, 80, 160, 255].map(grey));
    const kept = await another.ask("store", given, shape);
    expect(kept.values).toHaveProperty("file");
    expect(await another.ask("store", given, shape)).toEqual(kept);
    await another.ask("forget", "test");
    const { names, values } = await another.ask("store", given, { ...shape, mostInMemory: 11 });
    expect(names).toEqual(["0.png", "160.png"]);
    expect(values).toEqual({ memory: new Uint8Array([0, 160].flatMap((level) => Array(4).fill(level))) });
    another.close();
  });

  it("that another tab has open stay its own, and lie here in memory", async () => {
    const given = await Promise.all([0, 80].map(grey));
    await worker.ask("store", given, shape);
    const unfinished = (await worker.ask("filesIn", "test")).filter(([name]) => name.endsWith(".values"));
    await worker.ask("forget", "test");
    await worker.ask("put", "test", unfinished);
    const another = startWorker();
    await another.ask("refuseToOpen");
    const { names, values } = await another.ask("store", given, { ...shape, mostInMemory: 4 });
    expect(names).toEqual(["0.png"]);
    expect(values).toEqual({ memory: new Uint8Array(4) });
    expect(await another.ask("filesIn", "test")).toEqual(unfinished);
    another.close();
  });

  it("that were stored last are found where a page ended before it removed the others", async () => {
    const all = await Promise.all([10, 20].map(async (level) => [await grey(level)]));
    const kept: { stored: StoredImages; files: Awaited<Answer<"filesIn">> }[] = [];
    for (const given of all) {
      const stored = await worker.ask("store", given, shape);
      kept.push({ stored, files: await worker.ask("filesIn", "test") });
    }
    for (const { stored, files } of [kept[0]!, kept[1]!, kept[0]!]) {
      await new Promise((resolve) => setTimeout(resolve, 20)); // dates are in milliseconds
      await worker.ask("put", "test", files);
      expect(await worker.ask("find", shape)).toEqual(stored);
    }
  });

  it("of no such shape are refused", async () => {
    await expect(storeImages([], { ...shape, channels: 2 as 1 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: storeImages got 2 channels. Give 1 for grey, or 3 for colours.]`,
    );
    await expect(storeImages([], { ...shape, width: 0 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`width\` of storeImages is 0. Expected a whole number from 1.]`,
    );
  });
});

async function grey(level: number): Promise<GivenImage> {
  const canvas = new OffscreenCanvas(3, 5);
  const context = canvas.getContext("2d")!;
  context.fillStyle = `rgb(${level} ${level} ${level})`;
  context.fillRect(0, 0, 3, 5);
  const name = `${level}.png`;
  return { name, file: new File([await canvas.convertToBlob()], name, { lastModified: level }) };
}

type Answer<Name extends keyof Acts> = Promise<Awaited<ReturnType<Acts[Name]>>>;

function startWorker() {
  const worker = new Worker(new URL("./store-worker.ts", import.meta.url), { type: "module" });
  let last = 0;
  return {
    ask<Name extends keyof Acts>(name: Name, ...given: Parameters<Acts[Name]>): Answer<Name> {
      const id = ++last;
      return new Promise((resolve, reject) => {
        worker.addEventListener("error", ({ message }) => reject(new Error(message)));
        worker.addEventListener("message", ({ data }) => {
          if (data.id !== id) return;
          if (data.message === undefined) resolve(data.value);
          else reject(new Error(data.message));
        });
        worker.postMessage([id, name, ...given]);
      });
    },
    close: () => worker.terminate(),
  };
}
