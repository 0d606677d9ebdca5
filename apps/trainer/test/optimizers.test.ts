import { expect, it } from "vitest";
import { workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const gan = JSON.stringify({ type: "gan", network: "dense", hidden: [8], latent: 2 });
const optimizer = JSON.stringify({
  discriminator: { type: "adam", learningRate: 0.001 },
  generator: { type: "sgd" },
});
const train = ["train", "--engine", "cpu", "--steps", "2", "--set", `model=${gan}`, "--data", "ring"];

it("each phase has its own optimizer, which info shows and --learning-rate sets", async () => {
  const words = [...train, "--set", `optimizer=${optimizer}`];
  expect(await inProcess(folder.path, [...words, "--learning-rate", "0.05", "--out", "run"])).toMatchObject({
    code: 0,
  });
  const { stdout } = await inProcess(folder.path, ["info", "run"]);
  expect(stdout).toContain('\noptimizer of discriminator  {"type":"adam","learningRate":0.05}\n');
  expect(stdout).toContain('\noptimizer of generator      {"type":"sgd","learningRate":0.05}\n');
});

it("an optimizer of a phase that the model does not have is refused", async () => {
  const words = [...train, "--set", 'optimizer={"critic":{"type":"adam"}}'];
  const { code, stderr } = await inProcess(folder.path, words);
  expect(code).toBe(2);
  expect(stderr).toMatchInlineSnapshot(`
    "error: \`optimizer\` names the phase "critic". The model's phases: discriminator, generator.
    "
  `);
});
