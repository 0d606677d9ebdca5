import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { genlab, tiny, workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const messageOf = async (...words: readonly string[]) => {
  const { code, stdout, stderr } = await inProcess(folder.path, words);
  expect([code, stdout]).toEqual([2, ""]);
  return stderr.replaceAll(folder.path, "FOLDER");
};
const isPlain = (text: string) => [...text].every((character) => character === "\n" || character >= " ");

describe("genlab train", () => {
  it("trains, evaluates, saves and draws, in plain lines, into a folder of its own", async () => {
    const { code, stdout, stderr } = await genlab(folder.path, [...tiny, "--epochs", "2", "--gradient-norms"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(isPlain(stdout)).toBe(true);
    expect(stdout).toContain("vae (dense) on digits, 150 steps, eager on cpu\n");
    expect(stdout).toMatch(
      /epoch 1\/2 {2}step 10\/150 {2}loss \S+ {2}reconstruction \S+ {2}kl \S+ {2}\S+ steps\/s {2}(\d+ min )?\d+ s left\n/,
    );
    expect(stdout).toMatch(/\nepoch 1\/2 {2}step 75\/150 {2}test \(297 examples\): loss/);
    expect(stdout).toMatch(/\ntest \(297 examples\): loss [\d.]+ {2}reconstruction/);
    expect(stdout).toContain("run folder: runs/vae-1");
    expect(stdout).toContain("genlab sample runs/vae-1\n");

    const run = join(folder.path, "runs", "vae-1");
    expect((await readdir(run)).sort()).toEqual([
      "checkpoint.safetensors",
      "codes.json",
      "config.json",
      "environment.jsonl",
      "health.jsonl",
      "metrics.jsonl",
      "previous.safetensors",
      "report.html",
      "samples.png",
    ]);
    const picture = decode(await readFile(join(run, "samples.png")));
    expect([picture.width, picture.channels]).toEqual([12 * 63 - 7 + 16, 3]); // 12 images of 8 pixels, 7 times as large
    const log = (await readFile(join(run, "metrics.jsonl"), "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(log.filter(({ evaluation }) => evaluation).map(({ step }) => step)).toEqual([75, 150]);
    const first = log.find(({ losses }) => losses);
    expect(Object.keys(first.losses.vae)).toContain("gradient/encoder.layers.1.weight");
    expect(JSON.parse(await readFile(join(run, "config.json"), "utf8"))).toMatchObject({ engine: "cpu", epochs: 2 });
  });

  it("gives the next run the next number; the config.json of a run gives the same run", async () => {
    const words = ["--steps", "5"];
    await inProcess(folder.path, [...tiny, ...words, "--out", "first"]);
    await inProcess(folder.path, ["train", "--config", "first/config.json"]);
    await inProcess(folder.path, ["train", "--config", "first/config.json"]);
    const [first, ...others] = await Promise.all(
      ["first", "runs/vae-2", "runs/vae-3"].map((run) => readFile(join(folder.path, run, "checkpoint.safetensors"))),
    );
    for (const other of others) expect(other.equals(first!)).toBe(true);
  });

  it.each(["onnx", "compiled"])("trains on %s, and draws there", async (engine) => {
    const words = [...tiny.map((word) => (word === "cpu" ? engine : word)), "--steps", "3"];
    const { code, stdout } = await inProcess(folder.path, [...words, "--out", engine]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^vae \(dense\) on digits, 3 steps, compiled for .*\n/);
    expect(await inProcess(folder.path, ["sample", engine])).toMatchObject({ code: 0, stderr: "" });
  });

  it("draws points, and what sample, reconstruct and info then say", async () => {
    const words = [
      "train",
      "--data",
      "moons",
      "--steps",
      "20",
      "--set",
      "model.hidden=[8]",
      "--set",
      "data.examples=500",
    ];
    expect(await inProcess(folder.path, [...words, "--engine", "cpu", "--out", "moons"])).toMatchObject({ code: 0 });
    const picture = decode(await readFile(join(folder.path, "moons", "samples.png")));
    expect([picture.width, picture.height]).toEqual([3 * 332 + 12, 28 + 320 + 24]);
    const sample = (...more: string[]) => inProcess(folder.path, ["sample", "moons", "--count", "30", ...more]);
    expect(await sample()).toEqual({ code: 0, stdout: "moons/sample.png\n", stderr: "" });
    await sample("--out", "again.png");
    await sample("--out", "other.png", "--seed", "9");
    const bytes = (name: string) => readFile(join(folder.path, name));
    expect((await bytes("again.png")).equals(await bytes("moons/sample.png"))).toBe(true);
    expect((await bytes("other.png")).equals(await bytes("again.png"))).toBe(false);
    expect(await inProcess(folder.path, ["reconstruct", "moons"])).toMatchObject({
      code: 0,
      stdout: "moons/reconstruct.png\n",
    });
    const { stdout } = await inProcess(folder.path, ["info", "moons"]);
    expect(stdout).toMatch(/^steps +20 of 20$/m);
    expect(stdout).toMatch(/^ +encoder\.layers\.1\.weight +\[2, 8\] +16$/m);
  });

  // 297 digits to test on: 7 · 42 + 3, and 37 · 8 + 1
  it.each([
    ["gan", { network: "dense", hidden: [4], pack: 2 }, "42"],
    ["wae-mmd", { network: "dense", hidden: [4], latent: 2 }, "37"],
  ])("evaluates a %s, which not every batch is fit for", async (type, settings, batch) => {
    const model = `model=${JSON.stringify({ type, ...settings })}`;
    const words = ["train", type, "--set", model, "--batch", batch, "--epochs", "1", "--engine", "cpu"];
    expect(await inProcess(folder.path, [...words, "--out", type])).toMatchObject({ code: 0, stderr: "" });
  });

  it("ends with 1 where a loss is no number, and keeps the last checkpoint", async () => {
    const { code, stderr } = await genlab(folder.path, [...tiny, "--learning-rate", "1e30", "--out", "nan"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: The term "\w+" of phase "vae" is NaN at step 10\. .*\n.*checkpoint.*still in nan\.\n$/,
    );
    expect(await inProcess(folder.path, ["info", "nan"])).toMatchObject({ code: 0 });
  });
});

describe("genlab says what is wrong, in one message, and exits with 2:", () => {
  it.each([
    ["an unknown command", ["trian"], "(Did you mean train?)"],
    ["an unknown option", ["train", "--epoch", "3"], "(Did you mean --epochs?)"],
    ["a seed below 0", ["train", "--seed", "-1"], "Expected a whole number from 0."],
    ["no steps", ["train", "--steps", "0"], "Expected a whole number from 1."],
    ["two ends", ["train", "--steps", "1", "--epochs", "1"], "Both --epochs and --steps are given."],
    ["an unknown preset", ["train", "--preset", "digit"], 'Did you mean "digits"?'],
    ["an unknown model", ["train", "vaa"], 'Did you mean "vae"?'],
    ["an unknown setting", ["train", "--set", "model.latnt=3"], 'Did you mean "latent"?'],
    ["a batch larger than the data", ["train", "--batch", "5000"], "more than the 1500 examples"],
    ["no run", ["resume", "nothing"], "There is no run nothing."],
    ["a folder without a run", ["resume", "."], 'There is no run in ".". Give the folder'],
    ["no configuration", ["train", "--config", "no.json"], "there is no such file"],
    ["no samples", ["sample", "nothing", "--count", "0"], "Expected a whole number from 1 to 1000000."],
  ])("%s", async (_, words, expected) => {
    const message = await messageOf(...words);
    expect(message).toContain(expected);
    expect(message).toMatch(/^error: /);
    expect(message).not.toMatch(/\n {4}at /);
  });

  it.each([
    ["people.xlsx", "of a kind that is not read: save the sheet as .csv"],
    ["weights.pt", "of a kind that is not read: write its numbers as .npy or .safetensors"],
    ["photo.HEIC", "of a kind that is not read: save them as JPEG"],
    ["photo.png", "one image: give the folder that it is in"],
  ])("a file that is no data: %s", async (name, what) => {
    await writeFile(join(folder.path, name), "");
    const message = await messageOf("train", "--data", name);
    expect(message).toContain(`argument '${name}' is invalid. It is ${what}`);
  });

  it("JSON that is none, with the place", async () => {
    await writeFile(join(folder.path, "broken.json"), '{\n  "seed": 1,\n  seed\n}\n');
    expect(await messageOf("train", "--config", "broken.json")).toBe(
      "error: FOLDER/broken.json:3:3 is not JSON: expected a key in double quotes.\n",
    );
  });

  it("IDX files that are cut short or no IDX files", async () => {
    const data = join(folder.path, "data");
    await mkdir(data);
    const words = ["train", "--data-dir", "data", "--out", "from-idx", "--engine", "cpu"];
    expect(await messageOf(...words)).toContain("None of train-images-idx3-ubyte");
    await writeFile(
      join(data, "train-images-idx3-ubyte"),
      Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28, 7),
    );
    await writeFile(join(data, "train-labels-idx1-ubyte"), Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 5));
    expect(await messageOf(...words)).toContain("needs 800 bytes, but there are 17");
    await writeFile(join(data, "train-images-idx3-ubyte"), "PNG, say");
    expect(await messageOf(...words)).toContain("is no IDX file");
    expect(await readdir(folder.path)).not.toContain("from-idx");
  });

  it("a folder that holds something, or cannot be written", async () => {
    await mkdir(join(folder.path, "full"), { recursive: true });
    await writeFile(join(folder.path, "full", "file"), "");
    expect(await messageOf(...tiny, "--out", "full")).toContain("The run folder FOLDER/full is not empty.");
    expect(await messageOf(...tiny, "--out", "full/file/run")).toContain("could not be made (ENOTDIR)");
    if (process.getuid?.() === 0) return; // to root all folders are open
    await mkdir(join(folder.path, "closed"));
    await chmod(join(folder.path, "closed"), 0o500);
    expect(await messageOf(...tiny, "--out", "closed/run")).toContain("could not be made (EACCES)");
  });

  it("and with --verbose also where it comes from", async () => {
    expect(await messageOf("--verbose", "train", "--preset", "digit")).toMatch(/\n {4}at /);
  });
});
