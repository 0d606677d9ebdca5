// Fails when a package that is published lacks what npm's page shows, has an install script, or is larger than its budget:
// `node scripts/check-manifests.mjs`, after `pnpm build`.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";

/** The JavaScript of each package, all files one after the other, in kB of gzip; the trainer's has all packages in it. Raise one where what it buys is worth it. */
const BUDGETS = {
  ae: 8,
  backends: 8,
  base: 8,
  core: 24,
  data: 110,
  gan: 11,
  genlab: 5,
  graph: 39,
  hybrid: 29,
  layers: 31,
  losses: 26,
  metrics: 28,
  networks: 16,
  onnx: 39,
  optim: 8,
  safetensors: 7,
  trainer: 575,
  tensorflow: 14,
  trainers: 38,
  vae: 26,
  wasm: 30,
  webgpu: 24,
  zoo: 11,
};

const faults = [];
const paths = ["packages", "apps"].flatMap((kind) => readdirSync(kind).map((name) => join(kind, name)));
for (const path of paths) {
  const manifest = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
  if (manifest.private) continue;
  for (const field of ["description", "license", "engines", "files", "sideEffects"]) {
    if (manifest[field] === undefined) faults.push(`${path}/package.json has no "${field}".`);
  }
  if (!(manifest.keywords?.length >= 3)) faults.push(`${path}/package.json has less than three keywords.`);
  if (!manifest.files?.includes("CHANGELOG.md"))
    faults.push(`${path}/package.json leaves CHANGELOG.md out of "files", and so pnpm out of the package.`);
  for (const script of ["preinstall", "install", "postinstall", "prepare"]) {
    if (manifest.scripts?.[script])
      faults.push(`${path}/package.json has a script "${script}", which runs at install time.`);
  }
  if (!/^npm install /m.test(readFileSync(join(path, "README.md"), "utf8"))) {
    faults.push(`${path}/README.md does not say \`npm install\`.`);
  }
  const size = sizeOf(
    join(
      path,
      manifest.files.find((each) => /^dist\b/.test(each)),
    ),
  );
  const budget = BUDGETS[basename(path)];
  if (!(size <= budget)) faults.push(`${path} has ${size.toFixed(1)} kB of JavaScript, gzip; its budget is ${budget}.`);
}
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log("Packages say what they are, run nothing when they are installed, and are as small as they should be.");

function sizeOf(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".js"));
  return gzipSync(files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n")).length / 1000;
}
