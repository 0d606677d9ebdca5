import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const info = (what: string) => inProcess(folder.path, ["info", what]);

describe("genlab info", () => {
  it("tells what can be set of a model: defaults, ranges, a sentence, and where they are from", async () => {
    const { code, stdout } = await info("wae-gan");
    expect(code).toBe(0);
    expect(stdout).toContain("wae-gan: Wasserstein autoencoder with an adversary of its codes\n");
    expect(stdout).toContain("  paper: https://arxiv.org/abs/1711.01558\n");
    expect(stdout).toContain('  optimizer: {"autoencoder":{"type":"adam","learningRate":0.001,"beta1":0.5}');
    expect(stdout).toContain(
      "  divergenceWeight = 10\n      `λ`, the weight of the divergence. A finite number, 0 or more. The default is as the paper has it on MNIST.\n",
    );
    expect(stdout).toContain('  network = "auto"\n');
    expect(stdout).toContain('One of "auto", "dense", "convolutional", "residual".');
  });

  it("tells what can be set of an optimizer", async () => {
    const { code, stdout } = await inProcess(folder.path, ["info", "sgd"]);
    expect(code).toBe(0);
    expect(stdout).toContain("  momentum = 0\n      Share of the last step that goes on. A number from 0 to 1.\n");
    expect((await inProcess(folder.path, ["info", "adma"])).stderr).toContain('Did you mean the optimizer "adam"?');
  });

  it("guesses a model that was meant", async () => {
    const { code, stderr } = await info("wae-gna");
    expect(code).toBe(2);
    expect(stderr).toBe(
      'error: There is no run and no model "wae-gna". Did you mean the model "wae-gan"? `genlab info` lists the models.\n',
    );
  });

  it("takes a folder that is called as a model for a run", async () => {
    await mkdir(join(folder.path, "vae"));
    const { code, stderr } = await info("vae");
    expect(code).not.toBe(0);
    expect(stderr).toContain("vae");
    expect(stderr).not.toContain("no model");
  });
});
