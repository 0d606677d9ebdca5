import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RunFolder } from "@genlab/trainers/node";
import { describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import { noteSettings } from "../src/config/note-settings.js";
import { configOf, setting } from "../src/config/options.js";
import type { PartialConfig, RunConfig } from "../src/config/run-config.js";
import type { Change } from "../src/remedies/change.js";
import { readChanges, writeChanges } from "../src/remedies/changes-file.js";
import { resumedConfig } from "../src/resuming/resumed-config.js";
import { asSaved } from "../src/runs/open-run.js";
import { workFolder } from "./genlab.js";

const place = workFolder();
let count = 0;

/** A run that has begun. */
async function begun(change: PartialConfig = {}) {
  const { config } = composeConfig({ model: "vae", options: { engine: "cpu", ...change } });
  const saved = asSaved(noteSettings(config), "the checkpoint");
  return { saved, folder: await RunFolder.create(join(place.path, `run-${count++}`), saved) };
}
const edit = async (folder: RunFolder, change: (config: Record<string, unknown>) => void) => {
  const config = JSON.parse(await readFile(folder.file("config.json"), "utf8"));
  change(config);
  await writeFile(folder.file("config.json"), JSON.stringify(config));
};
/** What `genlab resume` does with the configuration. */
const resume = async (
  { folder, saved }: { readonly folder: RunFolder; readonly saved: RunConfig },
  options: PartialConfig & { readonly set?: PartialConfig } = {},
  step = 0,
): Promise<RunConfig> => {
  const { config, changes } = await resumedConfig(folder, { config: saved, step }, options);
  await writeChanges(folder, changes);
  return config;
};

describe("a run that goes on", () => {
  it("has the configuration that it began with, and writes nothing", async () => {
    const run = await begun();
    expect(await resume(run)).toEqual(run.saved);
    expect(await readdir(run.folder.path)).toEqual(["config.json"]);
  });

  it("honours what was edited of rates, steps and reporting", async () => {
    const run = await begun();
    await edit(run.folder, (config) => {
      Object.assign(config, { steps: 9000, reportEvery: 5, optimizer: { type: "adam", learningRate: 1e-4 } });
      Object.assign(config.model as object, { beta: 4 });
    });
    const text = await readFile(run.folder.file("config.json"), "utf8");
    expect(await resume(run)).toMatchObject({
      ...{ steps: 9000, reportEvery: 5, optimizer: { learningRate: 1e-4 } },
      model: { beta: 4 },
    });
    expect(await readFile(run.folder.file("config.json"), "utf8")).toBe(text);
  });

  it("refuses what the run is of, with the difference, and touches nothing", async () => {
    const run = await begun();
    await edit(run.folder, (config) => {
      Object.assign(config, { seed: 4, batchSize: 32, steps: 10, average: { decay: 0.9 } });
      Object.assign(config.model as object, { latent: 9 });
      config.optimizer = { type: "sgd", learningRate: 0.1 };
    });
    const message = await resume(run).then(String, ({ message }: Error) => message.replaceAll(place.path, "FOLDER"));
    expect(message.replaceAll(run.folder.path.slice(place.path.length + 1), "RUN")).toMatchInlineSnapshot(`
      "FOLDER/RUN/config.json changes what a run that has begun cannot change:
        "model.latent": 16 → 9
        "optimizer.type": "adam" → "sgd"
        "batchSize": 64 → 32
        "seed": 0 → 4
        "average": (nothing) → {"decay":0.9}
      Rates, steps and reporting may change. Put the others back, or start a new run with genlab train --config FOLDER/RUN/config.json."
    `);
    await expect(resume(await begun(), { set: { seed: 4 } })).rejects.toThrow(
      /--set changes what a run that has begun cannot change:\n {2}"seed": 0 → 4/,
    );
    await edit(run.folder, (config) => {
      config.sead = 3;
    });
    await expect(resume(run)).rejects.toThrow('Did you mean "seed"?');
    expect(await readdir(run.folder.path)).toEqual(["config.json"]);
  });

  it("keeps what options changed, until config.json says something else", async () => {
    const run = await begun();
    const before = await readFile(run.folder.file("config.json"), "utf8");
    const set = ["optimizer.learningRate=0.01", "model.beta=2"].reduce<PartialConfig>(
      (all, text) => setting(text, all),
      {},
    );
    const first = await resume(run, { ...configOf({ epochs: 3 }), set });
    expect(first).toMatchObject({ epochs: 3, optimizer: { learningRate: 0.01 }, model: { beta: 2 } });
    expect(first.steps).toBeUndefined();
    expect(await resume(run)).toEqual(first); // broken off before a checkpoint was saved
    expect(await resume({ ...run, saved: first })).toEqual(first); // and after
    expect(await readFile(run.folder.file("config.json"), "utf8")).toBe(before);
    await edit(run.folder, (config) => {
      config.steps = 77;
    });
    const edited = await resume({ ...run, saved: first });
    expect(edited).toMatchObject({ steps: 77, optimizer: { learningRate: 0.01 } });
    expect(edited.epochs).toBeUndefined();
  });

  it("honours an edit of what the doctor changed, to a value that it had in between too", async () => {
    const run = await begun({ optimizer: { type: "adam", learningRate: 1 } });
    const lowered = (from: number, since: number): Change => ({
      ...{ path: ["optimizer", "learningRate"], from, to: from / 10 },
      ...{ since, fault: "not-finite", evidence: "" },
    });
    const rateAt = async (step: number) => (await resume(run, {}, step)).optimizer.learningRate;
    await writeChanges(run.folder, [lowered(1, 0), lowered(0.1, 10), lowered(0.01, 20)]);
    expect([await rateAt(30), await rateAt(15)]).toEqual([0.001, 0.01]);
    await writeChanges(run.folder, [lowered(1, 0), lowered(0.1, 10), lowered(0.01, 20)]);
    await edit(run.folder, (config) => {
      config.optimizer = { type: "adam", learningRate: 0.1 };
    });
    expect(await rateAt(30)).toBe(0.1);
    const told = await readChanges(run.folder);
    expect(told.map(({ overruled }) => overruled)).toEqual([true, true, true]);
    await writeChanges(run.folder, [...told, lowered(0.1, 40)]); // the doctor again, since
    expect([await rateAt(50), await rateAt(50)]).toEqual([0.01, 0.01]);
  });

  it("keeps what options changed of a rate that the doctor had, at a checkpoint from before the doctor did", async () => {
    const run = await begun({ optimizer: { type: "adam", learningRate: 1 } });
    const lowered = (from: number, since: number): Change => ({
      ...{ path: ["optimizer", "learningRate"], from, to: from / 10 },
      ...{ since, fault: "not-finite", evidence: "" },
    });
    await writeChanges(run.folder, [lowered(1, 10), lowered(0.1, 20)]);
    const rateAt = async (step: number, options = {}) => (await resume(run, options, step)).optimizer.learningRate;
    expect(await rateAt(30, { set: { optimizer: { learningRate: 0.05 } } })).toBe(0.05);
    expect(await rateAt(30)).toBe(0.05);
    const told = await readChanges(run.folder);
    for (const step of [15, 5]) {
      await writeChanges(run.folder, told);
      expect([await rateAt(step), await rateAt(step)]).toEqual([0.05, 0.05]);
    }
    await edit(run.folder, (config) => {
      config.optimizer = { type: "adam", learningRate: 0.5 };
    });
    expect(await rateAt(5)).toBe(0.5);
  });

  it("keeps them of one phase, too, where the doctor had made one optimizer one for each", async () => {
    const one = { type: "adam", learningRate: 0.1 };
    const run = await begun({ model: { type: "gan" }, optimizer: one });
    const from = run.saved.optimizer;
    const to = { discriminator: { ...from, learningRate: 0.01 }, generator: from };
    await writeChanges(run.folder, [{ ...{ path: ["optimizer"], from, to, since: 10 }, fault: "", evidence: "" }]);
    const set = { optimizer: { discriminator: { learningRate: 0.05 } } };
    const changed = { discriminator: { ...from, learningRate: 0.05 }, generator: from };
    expect((await resume(run, { set }, 20)).optimizer).toEqual(changed);
    expect((await resume(run, {}, 5)).optimizer).toEqual(changed);
  });

  it("honours an edit of one optimizer that the doctor made one for each phase", async () => {
    const one = { type: "adam", learningRate: 0.1 };
    const { saved, folder } = await begun({ model: { type: "gan" }, optimizer: one });
    const to = { discriminator: { ...one, learningRate: 0.01 }, generator: one };
    const change = {
      path: ["optimizer"],
      from: saved.optimizer,
      to,
      since: 0,
      fault: "exploding-gradients",
      evidence: "",
    };
    await writeChanges(folder, [change]);
    const split = await resume({ folder, saved });
    expect(split.optimizer).toEqual(to);
    await edit(folder, (config) => {
      config.optimizer = { ...one, learningRate: 0.5 };
    });
    expect((await resume({ folder, saved: split })).optimizer).toMatchObject({ ...one, learningRate: 0.5 });
    await edit(folder, (config) => {
      config.optimizer = { type: "sgd", learningRate: 0.5 };
    });
    await expect(resume({ folder, saved: split })).rejects.toThrow('"optimizer.discriminator.type": "adam" → "sgd"');
  });

  it("goes on where its data were moved", async () => {
    const run = await begun({ data: { type: "mnist", folder: "/one" } });
    const moved = await resume(run, { data: { type: "mnist", folder: "/other" } });
    expect(moved.data).toEqual({ type: "mnist", folder: "/other" });
    expect((await resume({ ...run, saved: moved })).data).toEqual(moved.data);
    const browser = await begun({ data: { type: "arrays", shape: [28, 28, 1] } });
    const here = await resume(browser, { data: { type: "mnist", folder: "/other" } });
    expect((await resume(browser)).data).toEqual(here.data);
  });

  it("has a file that is no JSON, or no list of changes, named", async () => {
    const run = await begun();
    await writeFile(run.folder.file("config.json"), '{"steps": }');
    await expect(resume(run)).rejects.toThrow(/config\.json:1:11 is not JSON/);
    await writeFile(run.folder.file("config.json"), JSON.stringify(run.saved));
    await writeFile(run.folder.file("changes.json"), "{}");
    await expect(resume(run)).rejects.toThrow("changes.json is no list of changes. Remove it");
  });
});
