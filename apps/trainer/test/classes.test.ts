import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type EncodesClasses, type Model, toTensor } from "@genlab/core";
import { fromArrays } from "@genlab/data";
import { encodeSafetensors } from "@genlab/safetensors";
import { describe, expect, it } from "vitest";
import { numbered } from "../src/inputs/inputs.js";
import { encodeExamples } from "../src/outputs/encode-examples.js";
import { workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const at = (name: string) => join(folder.path, name);

const say = async (...words: readonly string[]) => {
  const outcome = await inProcess(folder.path, words);
  expect(outcome).toMatchObject({ code: 0, stderr: "" });
};
const train = (data: string, out: string, ...words: readonly string[]) =>
  say(
    ...["train", "conditional-vae", "--data", data, "--out", out, "--engine", "cpu", "--steps", "3", "--batch", "9"],
    ...["--set", 'model.network="dense"', "--set", "model.hidden=[8]", "--set", "model.latent=2", ...words],
  );
/** Rows of the codes of examples, `class,z0,z1`. */
async function codes(run: string, ...words: readonly string[]): Promise<readonly string[]> {
  await say("encode", run, "--out", "codes.csv", "--overwrite", ...words);
  const [, ...rows] = readFileSync(at("codes.csv"), "utf8").trimEnd().split("\n");
  return rows.map((row) => row.slice(row.indexOf(",") + 1));
}
const own = async (run: string) =>
  [...(await codes(run, "--part", "test")), ...(await codes(run, "--part", "train"))].sort();

function table(name: string, rows: readonly number[], classes: readonly string[]): string {
  const lines = rows.map((row) => `${(0.37 * row).toFixed(2)},${row % 7},${classes[row % 3]}`);
  writeFileSync(at(name), `a,b,c\n${lines.join("\n")}\n`);
  return name;
}

function arrays(name: string, rows: readonly number[], labels: readonly number[]): string {
  const x = Float32Array.from(rows.flatMap((row) => [row, row % 7, row % 5].map((value) => value / 10 - 1)));
  const y = Int32Array.from(rows, (row) => labels[row % 3]!);
  writeFileSync(
    at(name),
    encodeSafetensors(
      new Map([
        ["x", { data: x, shape: [rows.length, 3] }],
        ["y", { data: y, shape: [rows.length] }],
      ]),
    ),
  );
  return name;
}

const all = Array.from({ length: 30 }, (_, row) => row);
const withoutLast = all.filter((row) => row % 3 < 2);

describe("encode of a model of classes knows those of other examples by their names", () => {
  it.each([
    ["u", "v", "w"],
    ["1", "2", "3"],
  ])("in a table, %s, %s and %s", async (...classes) => {
    const run = `table-${classes[0]}`;
    await train(table("all.csv", all, classes), run, "--set", "data.y=c");
    const expected = await codes(run, "--inputs", "all.csv");
    expect(await own(run)).toEqual([...expected].sort());
    const some = await codes(run, "--inputs", table("some.csv", withoutLast, classes));
    expect(some).toEqual(expected.filter((row) => !row.startsWith(`${classes[2]},`)));
  });

  it("in arrays, by labels that the run notes", async () => {
    await train(arrays("all.safetensors", all, [1, 2, 3]), "arrays");
    expect(JSON.parse(readFileSync(at("arrays/config.json"), "utf8")).data.labels).toEqual([1, 2, 3]);
    const expected = await codes("arrays", "--inputs", "all.safetensors");
    expect(await own("arrays")).toEqual([...expected].sort());
    const some = await codes("arrays", "--inputs", arrays("some.safetensors", withoutLast, [1, 2, 3]));
    expect(some).toEqual(expected.filter((row) => !row.startsWith("3,")));
    const { stderr } = await inProcess(folder.path, [
      ...["encode", "arrays", "--inputs", arrays("other.safetensors", all, [0, 1, 2]), "--out", "other.npy"],
    ]);
    expect(stderr).toContain('the examples have the class "0". Give such as have its classes: 1, 2, 3.');
  });

  it("and no others where the run has no note", async () => {
    const model = { classes: 3, encodeClasses: () => toTensor({ data: new Float32Array(2), shape: [1, 2] }) };
    const data = fromArrays({
      x: { data: new Float32Array(2), shape: [2, 1] },
      y: { data: Int32Array.of(0, 1), shape: [2] },
    });
    const encode = (classes: readonly string[], config: object) =>
      encodeExamples({ model: model as unknown as Model & EncodesClasses, config, place: "." } as never, {
        ...{ inputs: { data, names: numbered(2), classes, what: "" }, indices: [0, 1], size: 2, rng: {} as never },
      });
    await expect(encode(["1", "2"], { data: { type: "file" } })).rejects.toThrow(
      "The run has no note of what its 3 classes are called, and the examples have 1, 2. Label them 0, 1, …, in the order of the run's own.",
    );
    await expect(encode(["0", "1"], { data: { type: "file" } })).rejects.not.toThrow("no note"); // goes on, to have no executor
    await expect(encode(["1", "2"], { data: { type: "digits" } })).rejects.not.toThrow("no note");
  });
});
