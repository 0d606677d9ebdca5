import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const bytes = (name: string) => readFile(join(folder.path, name));
const train = (settings: object, out: string) =>
  inProcess(folder.path, [
    "train",
    ...["--engine", "cpu"],
    "--steps",
    "2",
    "--set",
    `model=${JSON.stringify(settings)}`,
    "--out",
    out,
  ]);
const small = { network: "dense", hidden: [4], latent: 2 };

it("draws from an autoencoder by a mixture of its codes, and says so", { timeout: 300_000 }, async () => {
  await train({ type: "autoencoder", ...small }, "ae");
  expect(await inProcess(folder.path, ["sample", "ae"])).toEqual({
    code: 0,
    stdout:
      "The model has no prior: a mixture of ten Gaussians is fitted to its codes of training data.\nae/sample.png\n",
    stderr: "",
  });
  expect(await inProcess(folder.path, ["sample", "ae", "--class", "1"])).toMatchObject({
    code: 2,
    stderr: "error: The model has no classes to draw from. Leave out --class.\n",
  });
});

it("draws from a model with a prior by a mixture of its codes, where that is asked for", {
  timeout: 300_000,
}, async () => {
  await train({ type: "vae", ...small }, "vae");
  const sample = (...words: string[]) => inProcess(folder.path, ["sample", "vae", ...words]);
  expect(await sample()).toEqual({ code: 0, stdout: "vae/sample.png\n", stderr: "" });
  expect(await sample("--mixture", "--out", "mixture.png")).toEqual({
    code: 0,
    stdout: "A mixture of ten Gaussians is fitted to the model's codes of training data.\nmixture.png\n",
    stderr: "",
  });
  expect((await bytes("mixture.png")).equals(await bytes("vae/sample.png"))).toBe(false);
  expect(await sample("--mixture", "--class", "1")).toMatchObject({
    code: 2,
    stderr: "error: A mixture has no classes to draw from. Leave out --mixture or --class.\n",
  });
  await train({ type: "gan", ...small }, "gan");
  expect(await inProcess(folder.path, ["sample", "gan", "--mixture"])).toMatchObject({
    code: 2,
    stderr: "error: The model has no codes that a mixture can be fitted to. Leave out --mixture.\n",
  });
});

it("draws from one class", { timeout: 300_000 }, async () => {
  await train({ type: "conditional-vae", ...small, classes: 10 }, "cvae");
  const sample = (...words: string[]) =>
    inProcess(folder.path, ["sample", "cvae", "--out", `${words.join()}.png`, ...words]);
  for (const index of ["3", "4"]) expect(await sample("--class", index)).toMatchObject({ code: 0, stderr: "" });
  expect((await bytes("--class,3.png")).equals(await bytes("--class,4.png"))).toBe(false);
  expect(await sample("--class", "10")).toMatchObject({
    code: 2,
    stderr: "error: There is no class 10: the model has 10, which count from 0.\n",
  });
  expect(await sample("--class", "3.7")).toEqual({
    code: 2,
    stdout: "",
    stderr: "error: option '--class <number>' argument '3.7' is invalid. Expected a whole number from 0.\n",
  });
  expect(await sample("--data-dir", "elsewhere")).toMatchObject({
    code: 2,
    stderr: 'error: The run is on "digits", which is in no folder. Leave out --data-dir.\n',
  });
  await expect(bytes("--class,3.7.png")).rejects.toThrow("ENOENT");
});
