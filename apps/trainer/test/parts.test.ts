import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readNpy } from "@genlab/data";
import { beforeAll, describe, expect, it } from "vitest";
import { beginParts, openParts, type PartsFolder, partsOf } from "../src/parts/parts-folder.js";
import { tiny, workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const at = (...path: string[]) => join(folder.path, ...path);
const use = (...words: string[]) => inProcess(folder.path, words);

beforeAll(async () => {
  await use(...tiny, "--steps", "5", "--out", at("vae"));
}, 300_000);

/** Makes all parts in this process, as workers would. */
async function makeParts({ work, parts, fileOf, write }: PartsFolder, ...words: string[]): Promise<void> {
  for (const { name, start, end } of parts) {
    const { command, run, options } = work;
    const { code, stderr } = await use(
      ...[command, run, ...words, "--batch", `${options.batch}`],
      ...["--examples", `${start}:${end}`, "--out", fileOf(name)],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    await write({ run: name, steps: null, value: null, seconds: 1 });
  }
}

describe("parts", () => {
  const lengths = (count: number, batch: number) =>
    partsOf({ count, options: { batch } }).map(({ start, end }) => end - start);

  it("are of whole batches, 2000 examples at most, and eight of them where there are as many batches", () => {
    expect(lengths(20_000, 250)).toEqual(Array(10).fill(2000));
    expect(lengths(1000, 100)).toEqual(Array(10).fill(100));
    expect(lengths(3300, 200)).toEqual([...Array(8).fill(400), 100]);
    expect(lengths(7, 250)).toEqual([7]);
    expect(lengths(20_001, 3000)).toEqual([...Array(6).fill(3000), 2001]);
  });

  it.each([
    ["sample", ".npy", 90, []],
    ["encode", ".csv", 90, ["--inputs", "pictures"]],
  ] as const)(
    "of %s as %s are together what one process makes, byte for byte",
    async (command, kind, count, inputs) => {
      if (command === "encode") await use("sample", "vae", "--count", "100", "--out", at("pictures"));
      const [whole, inParts] = [at(`whole${kind}`), at(`parts${kind}`)];
      const words = [...inputs, "--count", `${count}`];
      await use(command, "vae", ...words, "--batch", "20", "--out", whole);
      const begun = await beginParts(`${inParts}.parts`, {
        ...{ command, kind, count, run: at("vae"), step: 5 },
        options: { batch: 20, ...(inputs.length > 0 && { inputs: at("pictures") }) },
      });
      expect(begun.parts).toHaveLength(5);
      await makeParts(begun, ...inputs);
      // all are there: nothing is made again
      const joined = await use(command, "vae", ...words, "--batch", "20", "--out", inParts, "--workers", "2");
      expect(joined).toMatchObject({ code: 0, stderr: "" });
      expect(joined.stdout).not.toContain("done after");
      expect((await readFile(inParts)).equals(await readFile(whole))).toBe(true);
      expect(existsSync(`${inParts}.parts`)).toBe(false);
    },
  );

  it("draw what no other part draws", async () => {
    await use("sample", "vae", "--count", "40", "--batch", "20", "--out", at("forty.npy"));
    const { data } = await readNpy(new Uint8Array(await readFile(at("forty.npy"))));
    const half = data.length / 2;
    expect(data.subarray(0, half)).not.toEqual(data.subarray(half));
  });

  it("are not mixed with those of other work, and take nothing from a file but what is known", async () => {
    const work = {
      ...{ command: "sample" as const, run: at("vae"), step: 5, count: 40, kind: ".npy" as const },
      options: { batch: 20 },
    };
    await beginParts(at("x.npy.parts"), work);
    expect((await openParts(at("x.npy.parts"))).work).toEqual(work);
    const other = await use("sample", "vae", "--count", "60", "--batch", "20", "--out", "x.npy", "--workers", "1");
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining("x.npy.parts holds parts of other work") });
    await mkdir(at("bad"));
    for (const bad of [
      { ...work, command: "sh" },
      { ...work, options: { batch: 20, exec: "rm" } },
    ]) {
      await writeFile(at("bad", "parts.json"), JSON.stringify({ id: "1", work: bad }));
      await expect(openParts(at("bad"))).rejects.toThrow("is not what the tool wrote");
    }
  });

  it.each([
    [["sample", "vae", "--workers", "2"], "--workers joins arrays and tables. Give --out a name that ends in .npy"],
    [["sample", "vae", "--workers", "2", "--queue", "redis://h", "--out", "a.npy"], "--workers means nothing with"],
    [["encode", "vae", "--queue", "redis://h"], "--queue needs --out"],
    [["encode", "vae", "--workers", "2", "--skip-bad"], "--skip-bad would shift the parts of --workers"],
    [["encode", "vae", "--examples", "290:310", "--out", "b.npy"], "There are 297 examples, and 290 to 310 were asked"],
    [
      ["encode", "vae", "--examples", "0:9", "--at-step", "4", "--out", "b.npy"],
      "The run is at step 5 by now, and its parts are of step 4",
    ],
    [
      ["sample", "vae", "--examples", "0:9", "--at-step", "4", "--out", "b.npy"],
      "The run is at step 5 by now, and its parts are of step 4",
    ],
    [["encode", "vae", "--examples", "5:5"], "Expected the first example and the one behind the last"],
  ])("are refused: %j", async (words, message) => {
    expect(await use(...words)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});
