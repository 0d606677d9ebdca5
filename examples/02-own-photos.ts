// A model of one's own photos: `genlab train` reads the folder, and its model is used from a program.
// After `npm install genlab sharp`: node 02-own-photos.ts FOLDER, or else the pictures of these docs
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadModel, sample } from "genlab";

const photos = process.argv[2] ?? "docs/images";
const run = join(mkdtempSync(join(tmpdir(), "photos-")), "run");

function genlab(...words: readonly string[]): void {
  const { status } = spawnSync("npx", ["genlab", ...words], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}

// few and small, so that it takes seconds: leave out --size, --steps and the settings of the model for your own
const small = ["--size", "16", "--steps", "100", "--set", "model.latent=8"];
genlab("train", "--data", photos, "--mirror", "--color", "0.1", "--out", run, ...small);
genlab("export", run, "--format", "safetensors"); // samples.png in the folder shows what it draws

const model = loadModel(readFileSync(join(run, "safetensors", "model.safetensors")));
console.log((await sample(model, 12)).shape); // [12, 16, 16, 3]
