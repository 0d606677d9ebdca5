// A model of one's own photos, by the command line: node 03-own-photos.ts FOLDER, or the pictures of these docs.
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const photos = process.argv[2] ?? "docs/images";
const run = join(mkdtempSync(join(tmpdir(), "photos-")), "run");

function genlab(...words: readonly string[]): void {
  const { status } = spawnSync(process.execPath, ["apps/trainer/dist/cli.js", ...words], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}

// few and small, so that it takes seconds: leave out --size, --steps and the settings of the model for your own
genlab(
  "train",
  "--data",
  photos,
  "--size",
  "16",
  "--mirror",
  "--color",
  "0.1",
  "--steps",
  "100",
  "--out",
  run,
  ...["--set", "model.latent=8"],
);
genlab("sample", run, "--count", "12");
console.log(`${join(run, "sample.png")} shows what it draws`);
