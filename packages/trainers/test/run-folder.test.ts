import "@tensorflow/tfjs-backend-cpu";
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRng } from "@genlab/core";
import { sgd } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { RunFolder, removeParts, writeFileAtomically } from "@genlab/trainers/node";
import { scalar, setBackend } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ToyModel } from "./toy-model.js";

let folder = "";
beforeAll(async () => {
  await setBackend("cpu");
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "genlab-"));
});
afterEach(() => rm(folder, { recursive: true }));

const trainerOf = () => new Trainer(new ToyModel(), { optimizer: sgd({ learningRate: 0.5 }), rng: createRng(1) });
/** An error's message with the folder's name, which differs from run to run, left out. */
const messageOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: Error) => error.message.replaceAll(folder, "FOLDER").replace(/\.\d+\.part/, ".part"),
  );

describe("writing a file", () => {
  it("replaces what was there and leaves nothing beside it", async () => {
    const path = join(folder, "a.txt");
    await writeFileAtomically(path, "old");
    await writeFileAtomically(path, "new");
    expect(await readFile(path, "utf8")).toBe("new");
    expect(await readdir(folder)).toEqual(["a.txt"]);
  });

  it("that cannot be written leaves what was there, and no half", async () => {
    expect(await messageOf(writeFileAtomically(join(folder, "none", "a.txt"), "x"))).toMatchInlineSnapshot(
      `"FOLDER/none/a.txt could not be written (the folder does not exist). What was there is untouched."`,
    );
    await mkdir(join(folder, "taken"));
    await writeFile(join(folder, "taken", "inner"), "");
    expect(await messageOf(writeFileAtomically(join(folder, "taken"), "x"))).toMatchInlineSnapshot(
      `"FOLDER/taken could not be written (it is a folder). What was there is untouched."`,
    );
    expect(await readdir(folder)).toEqual(["taken"]);
  });
});

describe("a run folder", () => {
  it("saves and opens a run", async () => {
    const run = await RunFolder.create(join(folder, "run"), { seed: 1 });
    const trainer = trainerOf();
    trainer.step = 7;
    await run.save(trainer, { seed: 1 });
    const { checkpoint } = await RunFolder.open(join(folder, "run"));
    expect([checkpoint.step, checkpoint.configuration]).toEqual([7, { seed: 1 }]);
    expect((await readdir(run.path)).sort()).toEqual(["checkpoint.safetensors", "config.json"]);
    expect(JSON.parse(await readFile(run.file("config.json"), "utf8"))).toEqual({ seed: 1 });
  });

  it("keeps the last sound checkpoint when the model breaks", async () => {
    const run = await RunFolder.create(join(folder, "run"), {});
    const trainer = trainerOf();
    await run.save(trainer, {});
    const before = await readFile(run.file("checkpoint.safetensors"));
    trainer.model.a.assign(scalar(Number.POSITIVE_INFINITY));
    await expect(run.save(trainer, {})).rejects.toThrow(/not finite/);
    expect(await readFile(run.file("checkpoint.safetensors"))).toEqual(before);
  });

  it("goes back to the checkpoint before the last", async () => {
    const run = await RunFolder.create(join(folder, "run"), {});
    const trainer = trainerOf();
    await run.save(trainer, {});
    expect(await run.former()).toBeUndefined();
    trainer.step = 7;
    await run.save(trainer, {});
    expect(await run.former()).toMatchObject({ step: 0 });
    await run.goBack();
    expect(await RunFolder.open(run.path)).toMatchObject({ checkpoint: { step: 0 }, faults: [] });
    expect(await run.former()).toBeUndefined();
  });

  it("says why its log cannot be written", async () => {
    const run = await RunFolder.create(join(folder, "log"), {});
    await mkdir(run.file("metrics.jsonl"));
    await expect(run.log({ step: 1, seconds: 0 })).rejects.toThrow(
      /metrics\.jsonl could not be written \(it is a folder\)\.$/,
    );
  });

  it("forgets log lines that a resumed run will write again, and a line cut short", async () => {
    const run = await RunFolder.create(join(folder, "run"), {});
    for (const step of [10, 20, 30]) await run.log({ step, seconds: step / 10 });
    await appendFile(run.file("metrics.jsonl"), '{"step": 4');
    await run.rewindLog(20);
    await run.log({ step: 30, seconds: 4 });
    expect(await run.metrics()).toEqual([
      { step: 10, seconds: 1 },
      { step: 20, seconds: 2 },
      { step: 30, seconds: 4 },
    ]);
  });

  it("keeps its log from what is no step and no line", async () => {
    const run = await RunFolder.create(join(folder, "run"), {});
    await run.log({ step: 10, seconds: 1 });
    for (const step of [undefined, Number.NaN, -1])
      expect(await messageOf(run.rewindLog(step as never))).toBe(
        `\`step\` of rewindLog is ${step}. Expected a whole number from 0.`,
      );
    expect(await messageOf(run.log(undefined as never))).toContain("`step` of the metrics is undefined");
    expect(await run.metrics()).toEqual([{ step: 10, seconds: 1 }]);
    await appendFile(run.file("metrics.jsonl"), 'no line\n{"step":-1}\n{"step":20,"seconds":2}\n\0\0');
    const faults: string[] = [];
    const onFault = (fault: string) => faults.push(fault.replaceAll(folder, "FOLDER"));
    expect((await run.metrics({ onFault })).map(({ step }) => step)).toEqual([10, 20]);
    expect(faults).toMatchInlineSnapshot(`
      [
        "Line 2 of FOLDER/run/metrics.jsonl is no metrics, and is left out: "no line"",
        "Line 3 of FOLDER/run/metrics.jsonl is no metrics, and is left out: "{\\"step\\":-1}"",
      ]
    `);
    await run.rewindLog(20);
    expect(await readFile(run.file("metrics.jsonl"), "utf8")).toBe(
      '{"step":10,"seconds":1}\n{"step":20,"seconds":2}\n',
    );
    expect(await messageOf(RunFolder.create(join(folder, "other"), undefined))).toMatchInlineSnapshot(
      `"The configuration is undefined, which JSON has no text for. Give objects, lists, texts and numbers."`,
    );
    expect(await messageOf(RunFolder.open(undefined as never))).toMatchInlineSnapshot(
      `"The run folder is undefined. Give its path."`,
    );
  });

  it("goes on from the checkpoint before, where the last is damaged or gone", async () => {
    const run = await RunFolder.create(join(folder, "run"), {});
    const trainer = trainerOf();
    for (trainer.step of [10, 20, 30]) await run.save(trainer, {});
    expect((await readdir(run.path)).sort()).toEqual(["checkpoint.safetensors", "config.json", "previous.safetensors"]);
    const whole = await readFile(run.file("checkpoint.safetensors"));
    await writeFile(run.file("checkpoint.safetensors"), whole.subarray(0, 100));
    const { checkpoint, faults } = await RunFolder.open(run.path);
    expect([checkpoint.step, faults.length, faults[0]]).toEqual([20, 1, expect.stringContaining("cut short")]);
    expect(await run.setDamagedAside()).toBe("damaged.safetensors");
    expect((await RunFolder.open(run.path)).faults[0]).toMatch(/checkpoint\.safetensors .*there is no such file/);
    trainer.step = 25;
    await run.save(trainer, {}); // the one before is still whole
    await writeFile(run.file("checkpoint.safetensors"), "");
    expect((await RunFolder.open(run.path)).checkpoint.step).toBe(20);
    await writeFile(run.file("previous.safetensors"), "no");
    expect(await messageOf(RunFolder.open(run.path))).toMatch(/checkpoint\.safetensors: .*\n.*previous\.safetensors: /);
  });

  it("keeps as many checkpoints as are asked for, by their steps, and goes on from them", async () => {
    const run = await RunFolder.create(join(folder, "run"), {});
    const trainer = trainerOf();
    const kept = () => readdir(run.file("checkpoints"));
    for (trainer.step of [1, 2, 3, 10_000_000]) await run.save(trainer, {}, { keep: 3 });
    expect((await kept()).sort()).toEqual(["0000002.safetensors", "0000003.safetensors", "10000000.safetensors"]);
    for (const name of ["checkpoint", "previous"]) await rm(run.file(`${name}.safetensors`));
    await writeFile(run.file("checkpoints/10000000.safetensors"), "no");
    expect((await RunFolder.open(run.path)).checkpoint.step).toBe(3);
    trainer.step = 4; // what is later than the step that a run went back to is void
    await run.save(trainer, {}, { keep: 2 });
    expect((await kept()).sort()).toEqual(["0000003.safetensors", "0000004.safetensors"]);
  });

  it("loses what processes that are gone left half written, and no more", async () => {
    const run = await RunFolder.create(join(folder, "run"), {});
    await mkdir(run.file("pictures"));
    const gone = 2 ** 22 + 1; // more than Linux has
    const names = [`a.${gone}.part`, `pictures/b.png.${gone}.part`, `c.${process.ppid}.part`, "d.part"];
    for (const name of names) await writeFile(run.file(name), "");
    await removeParts(run.path);
    expect((await readdir(run.path, { recursive: true })).sort()).toEqual([
      `c.${process.ppid}.part`,
      "config.json",
      "d.part",
      "pictures",
    ]);
  });

  it.runIf(process.platform === "linux")("is refused where no folder can ever be made", async () => {
    expect(await messageOf(RunFolder.create("/proc/genlab/run", {}))).toMatchInlineSnapshot(
      `"The run folder /proc/genlab/run could not be made (ENOENT). Choose another."`,
    );
  });

  it("is refused where it would overwrite, cannot be made, or holds no run", async () => {
    await writeFile(join(folder, "file"), "");
    expect(await messageOf(RunFolder.create(folder, {}))).toMatchInlineSnapshot(
      `"The run folder FOLDER is not empty. Choose another, or resume the run that is in it."`,
    );
    expect(await messageOf(RunFolder.create(join(folder, "file", "run"), {}))).toMatchInlineSnapshot(
      `"The run folder FOLDER/file/run could not be made (ENOTDIR). Choose another."`,
    );
    expect(await messageOf(RunFolder.create(join(folder, "file"), {}))).toMatchInlineSnapshot(
      `"The run folder FOLDER/file could not be made (ENOTDIR). Choose another."`,
    );
    expect(await messageOf(RunFolder.open(folder))).toMatchInlineSnapshot(
      `"The checkpoint FOLDER/checkpoint.safetensors could not be read: there is no such file."`,
    );
  });

  it("with a truncated checkpoint is refused", async () => {
    const run = await RunFolder.create(join(folder, "run"), {});
    await run.save(trainerOf(), {});
    const bytes = await readFile(run.file("checkpoint.safetensors"));
    await writeFile(run.file("checkpoint.safetensors"), bytes.subarray(0, bytes.length - 3));
    expect(await messageOf(RunFolder.open(run.path))).toMatchInlineSnapshot(
      `"FOLDER/run/checkpoint.safetensors: 5 bytes follow the header, expected 8 for the tensors that it lists. The file is cut short: copy or download it again."`,
    );
  });
});
