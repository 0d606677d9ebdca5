import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { models } from "@genlab/zoo";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { commentedConfig } from "../src/config/commented-config.js";
import { composeConfig } from "../src/config/compose-config.js";
import { configurationSchema } from "../src/config/json-schema.js";
import { noteSettings } from "../src/config/note-settings.js";
import { configOf, setting } from "../src/config/options.js";
import { readConfigFile } from "../src/config/read-config-file.js";
import type { RunConfig } from "../src/config/run-config.js";
import { settleNetwork } from "../src/config/settle-network.js";
import { presets } from "../src/presets/presets.js";
import { workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const schema = configurationSchema();
// editors pass over what they do not know, such as descriptions of words
const validate = new Ajv({ strictTypes: false, allowUnionTypes: true, keywords: ["enumDescriptions"] }).compile(schema);
const faultsOf = (config: unknown) => {
  validate(JSON.parse(JSON.stringify(config)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};
const file = async (text: string, name = "run.jsonc") => {
  const path = join(folder.path, name);
  await writeFile(path, text);
  return path;
};
const read = async (text: string) => readConfigFile(await file(text));
const noted = (config: RunConfig) => noteSettings(settleNetwork(config).config);

describe("a configuration file", () => {
  it("may have comments and commas behind the last", async () => {
    const text = '{\n  // a line\n  "seed": 3, /* "seed": 4, */\n  "model": { "type": "a // b", },\n}';
    expect(await read(text)).toEqual({ seed: 3, model: { type: "a // b" } });
  });

  it("says where it is none, as it is counted with comments", async () => {
    await expect(read('{\n  // a line\n  "seed": /* none */ }\n')).rejects.toThrow(
      /run\.jsonc:3:22 is not JSON: expected a value/,
    );
    await expect(read('{ "model": { "__proto__": { "latent": 3 } } }')).rejects.toThrow(
      'run.jsonc has a setting "__proto__", which there is not. Take it out.',
    );
    await expect(read("[".repeat(100_000))).rejects.toThrow(
      /run\.jsonc has more than 100 brackets in one another\. No setting needs as many\.$/,
    );
  });

  it("has paths of data from where it lies", async () => {
    expect((await read('{ "data": { "type": "file", "path": "a.npy" } }')).data).toEqual({
      type: "file",
      path: join(folder.path, "a.npy"),
    });
  });
});

describe("the JSON Schema", () => {
  it("is the one that is published", async () => {
    const published = await readFile(new URL("../config.schema.json", import.meta.url), "utf8");
    expect(published, "run `npx -y pnpm@12 format`").toBe(`${JSON.stringify(schema, null, 1)}\n`);
  });

  it.each(Object.keys(models))("takes what a run of %s notes", (model) => {
    for (const data of ["digits", "ring"]) {
      const { config } = composeConfig({ model, options: configOf({ data }) });
      expect(faultsOf(noted(config))).toEqual([]);
    }
  });

  it("takes every preset, and any part of a configuration", () => {
    for (const preset of Object.keys(presets)) {
      const data = preset === "images" ? { data: { type: "images", folder: "photos" } } : {};
      const given = preset === "file" ? { data: { type: "file", path: "a.npy" } } : data;
      expect(faultsOf(composeConfig({ preset, options: given }).config)).toEqual([]);
    }
    expect(
      faultsOf({ $schema: "a", model: { latent: 3 }, optimizer: { learningRate: 1 }, data: { size: 64 } }),
    ).toEqual([]);
    expect(faultsOf({ optimizer: { generator: { learningRate: { type: "cosine", from: 1, steps: 3 } } } })).toEqual([]);
  });

  it("refuses what the tool refuses", () => {
    for (const bad of [
      { sed: 1 },
      { seed: -1 },
      { seed: 0.5 },
      { model: { type: "vea" } },
      { model: { type: "vae", latnet: 3 } },
      { model: { type: "vae", latent: 0 } },
      { model: { type: "vae", beta: "much" } },
      { model: { type: "vae", beta: { type: "lin" } } },
      { model: { type: "vae", network: "thick" } },
      { model: { type: "vae", hidden: 3 } },
      { data: { type: "digits", folder: "a" } },
      { data: { type: "emnist", split: "none" } },
      { optimizer: { type: "adam", momentum: 0.5 } },
      { optimizer: { generator: { type: "adam", beta1: 2 } } },
      { batchSize: 0 },
      { average: {} },
    ]) {
      expect(faultsOf(bad), JSON.stringify(bad)).not.toEqual([]);
    }
  });
});

describe("genlab init", () => {
  it.each(Object.keys(models))("writes a file that is read back as what %s has anyway", async (model) => {
    const { config } = composeConfig({ model, options: {} });
    const text = commentedConfig(config, { schema: "config.schema.json" });
    const content = await read(text);
    expect(faultsOf(content)).toEqual([]);
    const again = composeConfig({ file: { path: "run.jsonc", content }, options: {} });
    const settled = settleNetwork(again.config);
    expect(settled.note).toBeUndefined();
    expect(noted(again.config)).toEqual(noted(config));
  });

  it("has each setting with what it may be, and those that others decide on as comments that can be put in", async () => {
    const { config } = composeConfig({ model: "vae", options: {} });
    const text = commentedConfig(config, { schema: "config.schema.json" });
    expect(text).toContain('    // Numbers of a code. A whole number from 1.\n    "latent": 16,\n');
    expect(text).toContain('    // "hidden": [400],\n');
    expect(text).toContain('  // Steps between two checkpoints. Default: half a minute.\n  // "saveEvery": 1000,\n');
    expect(text.split("\n").filter((line) => line.length > 120)).toEqual([]);
    const all = await read(text.replace(/^( +)\/\/ ("\w+": )/gm, "$1$2"));
    expect(faultsOf(all)).toEqual([]);
    expect(all).toMatchObject({ average: { decay: 0.999 }, model: { hidden: [400], channels: "auto" } });
  });

  it("writes no file over another, and names the command that trains it", async () => {
    const out = join(folder.path, "mine.jsonc");
    const { code, stdout } = await inProcess(folder.path, ["init", "gan", "--data", "ring", "--out", out]);
    expect([code, stdout.replaceAll(folder.path, "")]).toEqual([
      0,
      "mine.jsonc\ntrain it: genlab train --config mine.jsonc\n",
    ]);
    expect((await readConfigFile(out)).data).toEqual({ type: "ring" });
    expect(await readFile(out, "utf8")).toContain('"$schema": "./genlab.schema.json",');
    const beside = join(folder.path, "genlab.schema.json");
    expect(await readFile(beside, "utf8")).toBe(
      await readFile(new URL("../config.schema.json", import.meta.url), "utf8"),
    );
    await writeFile(beside, "{}");
    expect((await inProcess(folder.path, ["init", "vae", "--out", join(folder.path, "other.jsonc")])).stderr).toContain(
      "genlab.schema.json is there, and is no schema of GenLab.",
    );
    const again = await inProcess(folder.path, ["init", "vae", "--out", out]);
    expect([again.code, again.stderr.replaceAll(folder.path, "")]).toEqual([
      2,
      "error: /mine.jsonc is there already. Choose another name by --out, or replace it with --overwrite.\n",
    ]);
    const wrong = await inProcess(folder.path, ["init", "vea", "--out", out, "--overwrite"]);
    expect(wrong.stderr).toContain('There is no model "vea". Did you mean "vae"?');
  });
});

describe("settings that cannot be", () => {
  it("are refused before anything is taken", async () => {
    expect(() => setting("model.__proto__.x=1")).toThrow('No setting is called "__proto__".');
    for (const options of [{ threads: 5000 }, { set: setting("threads=5000") }]) {
      expect(() => configOf({ engine: "onnx", ...options })).toThrow(
        /^5000 threads are asked for, but this process may use \d+ processors?\./,
      );
    }
    const words = [
      "train",
      "vae",
      "--engine",
      "cpu",
      "--set",
      "model.latent=100000000",
      "--out",
      join(folder.path, "large"),
    ];
    const { code, stderr } = await inProcess(folder.path, words);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: The model "vae" has weights of \[\d+, 200000000\]: training it takes [\d,]+ GB or more, and there are [\d,]+ GB\. "model\.latent" is 100000000: give less\.\n$/,
    );
    await expect(readFile(join(folder.path, "large", "config.json"))).rejects.toThrow("ENOENT");
  });
});
