// Releases every package into a registry of its own, twice, and installs them as somebody else would: `node scripts/rehearse-release.mjs`,
// after `pnpm build`. Fails where the first lines of a README do not run, where a page or a worker cannot be built, where a package lacks what npm's page
// shows, and where a folder ends up with two copies of @genlab/core. The registry and all that is not GenLab's come from npm.
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { faultsOfImportMap } from "./faults-of-import-map.mjs";
import { faultsOfPage } from "./faults-of-page.mjs";
import { npm, openRegistry, release, root, run, sizeOf } from "./own-registry.mjs";
import { forPage, installedBy, readmeBlocks } from "./readme-blocks.mjs";

/** MB of `node_modules` after `npm install genlab`. */
const MOST_INSTALLED = 110;

const work = await mkdtemp(join(tmpdir(), "genlab-release-"));
const faults = [];

const registry = await openRegistry(work);
const { project } = registry;
try {
  const workspace = await registry.copyOfWorkspace();
  console.log(`Released ${(await release(workspace)).join(", ")}.`);
  const folder = await project("new", installedBy(readmeOf("genlab")));
  await runFirstBlock("genlab", folder);
  await lookAtPackages(folder);
  const { source } = readmeBlocks(readmeOf("genlab"))[0];
  faults.push(...(await faultsOfPage(folder, source)), ...(await faultsOfImportMap(folder, forPage(source))));
  await requirePackage(folder, forPage(source));
  await useCommandLine();
  const ofModel = project("vae", installedBy(readmeOf("vae"))).then((another) => runFirstBlock("vae", another));
  await Promise.all([ofModel, runOtherFirstBlocks(folder)]);

  const packages = ["core", "vae", "hybrid", "optim", "trainers", "data"].map((name) => `@genlab/${name}`);
  const consumer = await project("consumer", packages);
  const other = await project("other", packages);
  await expectOneCore(consumer, "Installed");

  const next = '---\n"@genlab/core": minor\n"@genlab/vae": minor\n"@genlab/layers": patch\n---\n\nNext.\n';
  await writeFile(join(workspace, ".changeset", "next.md"), next);
  console.log(`Released ${(await release(workspace)).join(", ")}.`);
  await npm(consumer, "update");
  await expectOneCore(consumer, "After npm update");
  await npm(other, "install", "@genlab/vae@latest");
  await expectOneCore(other, "After an update of one package");
  await npm(other, "install", "@genlab/gan");
  await expectOneCore(other, "After another package");

  await writeFile(join(workspace, ".changeset", "breaking.md"), '---\n"@genlab/core": major\n---\n\nBreaking.\n');
  console.log(`Released ${(await release(workspace)).join(", ")}.`);
  const refusal = await npm(other, "install", "@genlab/vae@latest").catch(({ stderr }) => stderr);
  if (!/ERESOLVE/.test(refusal)) faults.push("npm mixes packages of two major versions of @genlab/core.");
  await npm(other, "install", ...packages.map((name) => `${name}@latest`), "@genlab/gan@latest");
  await expectOneCore(other, "After an update of all packages");
} finally {
  registry.stop();
  await rm(work, { recursive: true, force: true });
}
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);

async function expectOneCore(folder, after) {
  const { stdout } = await run("npm", ["ls", "@genlab/core", "--all", "--parseable", "--long"], { cwd: folder }).catch(
    (error) => error,
  );
  const copies = stdout.split("\n").filter((line) => /node_modules[\\/]@genlab[\\/]core(:|$)/.test(line));
  console.log(`${after}: ${copies.map((line) => line.split(":")[1]).join(", ")}`);
  if (copies.length !== 1)
    faults.push(`${after} leaves ${copies.length} copies of @genlab/core:\n${copies.join("\n")}`);
}

function readmeOf(name) {
  return join(root, "packages", name, "README.md");
}

/** What npm's page shows of the packages that a folder has. */
async function lookAtPackages(folder) {
  const names = await readdir(join(folder, "node_modules", "@genlab"));
  for (const name of ["genlab", ...names.map((each) => `@genlab/${each}`)]) {
    const place = join(folder, "node_modules", name);
    const absent = ["README.md", "CHANGELOG.md", "LICENSE"].filter((file) => !existsSync(join(place, file)));
    const { repository, homepage, bugs } = JSON.parse(await readFile(join(place, "package.json"), "utf8"));
    const links = (await readFile(join(place, "README.md"), "utf8")).match(/\]\((?![a-z]+:|#)[^)]*\)/g) ?? [];
    if (absent.length > 0) faults.push(`${name} is released without ${absent.join(", ")}.`);
    if (!repository || !homepage || !bugs) faults.push(`${name} is released without saying where its source is.`);
    if (links.length > 0) faults.push(`${name} has links that lead nowhere on npm: ${links.join(" ")}`);
  }
}

/** Node from 20.19 on loads modules by `require`. */
async function requirePackage(folder, example) {
  const [imports, ...rest] = example.split("\n\n");
  const names = imports.match(/\{(.*)\}/)[1];
  const source = `const {${names}} = require("genlab");\n(async () => {\n${rest.join("\n")}\n})();`;
  await writeFile(join(folder, "example.cjs"), source);
  await told(process.execPath, ["example.cjs"], { cwd: folder });
}

/** Runs the first block of a package's README as the README says. */
async function runFirstBlock(name, folder) {
  const [block] = readmeBlocks(readmeOf(name));
  await writeFile(join(folder, "example.mjs"), block.source);
  const start = performance.now();
  await run(process.execPath, ["example.mjs"], { cwd: folder }).catch(({ stderr }) => fault(name, stderr));
  const seconds = secondsSince(start);
  const size = await sizeOf(join(folder, "node_modules"));
  console.log(`packages/${name}/README.md: ${seconds} s, node_modules of ${size} MB`);
  if (size > MOST_INSTALLED) fault(name, `It installs ${size} MB; its budget is ${MOST_INSTALLED}.`);
}

/** The same of all other packages, in one folder and one process. */
async function runOtherFirstBlocks(folder) {
  const names = [];
  const needed = new Set();
  for (const name of await readdir(join(root, "packages"))) {
    const { private: own } = JSON.parse(await readFile(join(root, "packages", name, "package.json"), "utf8"));
    const [block] = readmeBlocks(readmeOf(name));
    const packages = installedBy(readmeOf(name));
    if (own || name === "genlab" || name === "vae") continue;
    if (block?.language !== "js") fault(name, "The README does not begin with a block of JavaScript.");
    for (const target of importedBy(block.source)) {
      if (!packages.includes(target))
        fault(name, `"npm install" does not name ${target}, which the first block imports.`);
    }
    if (packages.includes("onnxruntime-node")) continue; // 200 MB, for what `pnpm examples` runs as well
    for (const target of packages) needed.add(target);
    await writeFile(join(folder, `${name}.mjs`), block.source);
    names.push(name);
  }
  await npm(folder, "install", ...needed);
  const all = names.map((name) => `await import("./${name}.mjs").catch((error) => console.error("${name}:", error));`);
  await writeFile(join(folder, "all.mjs"), all.join("\n"));
  const { stderr } = await run(process.execPath, ["all.mjs"], { cwd: folder }).catch((error) => {
    faults.push(`First lines of READMEs: ${error.message}`);
    return error;
  });
  for (const line of stderr.split("\n").filter((each) => /^[a-z]+: /.test(each)))
    faults.push(`packages/README.md of ${line}`);
  console.log(`First lines of the READMEs of ${names.join(", ")} were run.`);
}

/** The command line as npx fetches it into an empty folder, and as it is installed for all folders, without a script at install time. */
async function useCommandLine() {
  const folder = await project("command-line");
  const env = { ...process.env, npm_config_cache: join(work, "cache") };
  const npx = (...words) => told("npx", ["-y", "genlab", ...words], { cwd: folder, env });
  const start = performance.now();
  const { stderr } = await npx("train", "--epochs", "1");
  console.log(`npx genlab train --epochs 1, of nothing that is there: ${secondsSince(start)} s`);
  if (
    !/onnxruntime-node not installed; to have it: npx .*-p onnxruntime-node -p koffi genlab train --epochs 1\n$/.test(
      stderr,
    )
  )
    faults.push(`npx genlab train does not say how to have the faster engine:\n${stderr}`);
  await npx("info", "runs/digits-1");
  const prefix = join(work, "global");
  await npm(folder, "install", "-g", "--prefix", prefix, "--registry", registry.url, "--ignore-scripts", "genlab");
  const program = join(prefix, "bin", "genlab");
  await told(program, ["resume", "runs/digits-1", "--epochs", "2"], { cwd: folder });
  await told(program, ["sample", "runs/digits-1", "--count", "4"], { cwd: folder });
  const photos = await run(program, ["train", "--data", "runs/digits-1"], { cwd: folder }).catch((error) => error);
  if (!photos.stderr?.endsWith("npm install -g genlab sharp\n"))
    faults.push(`What is absent is told as:\n${photos.stderr}`);
  console.log(
    `npm install -g genlab: ${await sizeOf(join(prefix, "lib"))} MB; resume and sample went on with the run.`,
  );
}

/** Runs a command that is to succeed, and gives what it said. */
async function told(command, words, options) {
  return run(command, words, options).catch((error) => {
    faults.push(`${command} ${words.join(" ")}: ${error.message}`);
    return error;
  });
}

function secondsSince(start) {
  return ((performance.now() - start) / 1000).toFixed(1);
}

/** Packages that a program imports. */
function importedBy(source) {
  const targets = [...source.matchAll(/(?:from|import) ?\(?"([^".]+)"/g)].map(([, target]) => target);
  return targets.filter((target) => !target.startsWith("node:")).map((target) => target.match(/^(@[^/]+\/)?[^/]+/)[0]);
}

function fault(name, text) {
  faults.push(`packages/${name}/README.md: ${text}`);
}
