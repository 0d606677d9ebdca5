// Releases every package into a registry of its own, twice, and installs them as somebody else would: `node scripts/rehearse-release.mjs`,
// after `pnpm build`. Fails where the first lines of a README do not run, where a page or a worker cannot be built, and where a folder ends up with
// two copies of @genlab/core. The registry and all that is not GenLab's come from npm.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { faultsOfPage } from "./faults-of-page.mjs";
import { installedBy, readmeBlocks } from "./readme-blocks.mjs";

const REGISTRY = {
  dependencies: { verdaccio: "6.8.0" }, // the last for Node 20
  overrides: { "node-fetch": "2.7.0" }, // it asks for a tag, which not every mirror has
};
const root = dirname(import.meta.dirname);
const work = await mkdtemp(join(tmpdir(), "genlab-release-"));
const run = promisify(execFile);
const faults = [];

const registry = await startRegistry();
try {
  const workspace = await copyOfWorkspace();
  console.log(`Released ${(await release(workspace)).join(", ")}.`);
  const folder = await project("new", installedBy(readmeOf("genlab")));
  await runFirstBlock("genlab", folder);
  faults.push(...(await faultsOfPage(folder, readmeBlocks(readmeOf("genlab"))[0].source)));
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

/** A registry on a free port, which takes what anybody publishes, and asks the machine's own for the rest. */
async function startRegistry() {
  const folder = join(work, "registry");
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify(REGISTRY));
  await npm(folder, "install");
  const port = await freePort();
  const { stdout: upstream } = await run("npm", ["config", "get", "registry"], { cwd: folder });
  const config = {
    storage: join(folder, "storage"),
    uplinks: { npm: { url: upstream.trim() } },
    packages: {
      genlab: { access: "$all", publish: "$all" },
      "@genlab/*": { access: "$all", publish: "$all" },
      "**": { access: "$all", proxy: "npm" },
    },
    log: { type: "stdout", format: "json", level: "warn" },
  };
  const path = join(folder, "verdaccio.yaml"); // JSON is YAML
  await writeFile(path, JSON.stringify(config));
  const program = join(folder, "node_modules", "verdaccio", "bin", "verdaccio");
  const server = spawn(process.execPath, [program, "--config", path, "--listen", `${port}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve, reject) => {
    createInterface(server.stdout).on("line", (line) => line.includes(`:${port}`) && resolve());
    server.once("exit", (code) => reject(new Error(`The registry ended with ${code}.`)));
  });
  return { url: `localhost:${port}/`, stop: () => server.kill() };
}

async function freePort() {
  const server = createServer().listen(0);
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** A repository of its own, with what was built. */
async function copyOfWorkspace() {
  const copy = join(work, "workspace");
  const left = new Set(["node_modules", ".git", ".turbo", "runs"]);
  await cp(root, copy, { recursive: true, filter: (path) => path === root || !left.has(basename(path)) });
  await writeFile(join(copy, ".npmrc"), settings());
  const author = ["-c", "user.name=rehearsal", "-c", "user.email=rehearsal@localhost"];
  for (const words of [
    ["init", "--quiet"],
    ["add", "."],
    [...author, "commit", "--quiet", "--message", "all"],
  ]) {
    await run("git", words, { cwd: copy }); // changesets asks git which commit a changeset came with
  }
  return copy;
}

/** Takes the changesets into versions and publishes what is new. Returns what was published. */
async function release(workspace) {
  const changeset = join(root, "node_modules", "@changesets", "cli", "bin.js");
  await run(process.execPath, [changeset, "version"], { cwd: workspace });
  const packages = join(workspace, "packages");
  const manifests = await Promise.all(
    (await readdir(packages)).map(async (name) =>
      JSON.parse(await readFile(join(packages, name, "package.json"), "utf8")),
    ),
  );
  await run("npx", ["-y", "pnpm@12", "publish", "--recursive", "--no-git-checks", "--filter", "./packages/*"], {
    cwd: workspace,
  });
  return manifests
    .filter(({ private: own }) => !own)
    .map(({ name, version }) => `${name.replace("@genlab/", "")} ${version}`);
}

/** A folder with these packages, as npm installs them. */
async function project(name, packages) {
  const folder = join(work, name);
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  await writeFile(join(folder, ".npmrc"), settings());
  await npm(folder, "install", ...packages);
  return folder;
}

function settings() {
  return `registry=http://${registry.url}\n//${registry.url}:_authToken=anybody\n`;
}

async function npm(folder, ...words) {
  await run("npm", [...words, "--no-audit", "--no-fund"], { cwd: folder });
}

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

/** Runs the first block of a package's README as the README says. */
async function runFirstBlock(name, folder) {
  const [block] = readmeBlocks(readmeOf(name));
  await writeFile(join(folder, "example.mjs"), block.source);
  const start = performance.now();
  await run(process.execPath, ["example.mjs"], { cwd: folder }).catch(({ stderr }) => fault(name, stderr));
  const { stdout: size } = await run("du", ["-sm", "node_modules"], { cwd: folder });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`packages/${name}/README.md: ${seconds} s, node_modules of ${size.split("\t")[0]} MB`);
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

/** Packages that a program imports. */
function importedBy(source) {
  const targets = [...source.matchAll(/(?:from|import) ?\(?"([^".]+)"/g)].map(([, target]) => target);
  return targets.filter((target) => !target.startsWith("node:")).map((target) => target.match(/^(@[^/]+\/)?[^/]+/)[0]);
}

function fault(name, text) {
  faults.push(`packages/${name}/README.md: ${text}`);
}
