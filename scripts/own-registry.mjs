// A registry on this machine, into which every package is released, and folders that install from it: for the rehearsals.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const REGISTRY = {
  dependencies: { verdaccio: "6.8.0" }, // the last for Node 20
  overrides: { "node-fetch": "2.7.0" }, // it asks for a tag, which not every mirror has
};
export const root = dirname(import.meta.dirname);
export const run = promisify(execFile);

/** A registry on a free port, in a folder, which takes what anybody publishes, and asks the machine's own for the rest. */
export async function openRegistry(work) {
  const folder = join(work, "registry");
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify(REGISTRY));
  await run("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder });
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
  const url = `http://localhost:${port}/`;
  const settings = `registry=${url}\n//localhost:${port}/:_authToken=anybody\n`;
  return {
    url,
    stop: () => server.kill(),
    /** A repository of its own, with what was built. */
    copyOfWorkspace: () => copyOfWorkspace(join(work, "workspace"), settings),
    /** A folder with packages, as npm installs them. */
    async project(name, packages = []) {
      const folder = join(work, name);
      await mkdir(folder);
      await writeFile(join(folder, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
      await writeFile(join(folder, ".npmrc"), settings);
      if (packages.length > 0) await npm(folder, "install", ...packages);
      return folder;
    },
  };
}

export async function npm(folder, ...words) {
  await run("npm", [...words, "--no-audit", "--no-fund"], { cwd: folder });
}

/** Takes the changesets into versions and publishes what is new, from a repository that there is not. Returns what was published. */
export async function release(workspace) {
  const changeset = join(root, "node_modules", "@changesets", "cli", "bin.js");
  await run(process.execPath, [changeset, "version"], { cwd: workspace });
  const env = { ...process.env, GITHUB_REPOSITORY: "nobody/genlab" };
  await run(process.execPath, [join("scripts", "write-repository.mjs")], { cwd: workspace, env });
  await run("npx", ["-y", "pnpm@12", "publish", "--recursive", "--no-git-checks"], { cwd: workspace });
  const members = await Promise.all(
    ["packages", "apps"].map(async (kind) =>
      (await readdir(join(workspace, kind))).map((name) => join(workspace, kind, name)),
    ),
  );
  const manifests = await Promise.all(
    members.flat().map(async (path) => JSON.parse(await readFile(join(path, "package.json"), "utf8"))),
  );
  return manifests
    .filter(({ private: own }) => !own)
    .map(({ name, version }) => `${name.replace("@genlab/", "")} ${version}`);
}

/** MB of a folder. */
export async function sizeOf(folder) {
  const { stdout } = await run("du", ["-sm", folder]);
  return Number(stdout.split("\t")[0]);
}

async function copyOfWorkspace(copy, settings) {
  const left = new Set(["node_modules", ".git", ".turbo"]);
  const runs = join(root, "runs");
  await cp(root, copy, {
    recursive: true,
    filter: (path) => path === root || (path !== runs && !left.has(basename(path))),
  });
  await writeFile(join(copy, ".npmrc"), settings);
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

async function freePort() {
  const server = createServer().listen(0);
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
