// Installs the packages, from a registry of its own, as others would who use another package manager, language, bundler, test runner or runtime, and runs
// the first lines of genlab's README there: `node scripts/rehearse-consumers.mjs [parts of names]`, after `pnpm build`. It takes some minutes.
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { faultsWhenOpened } from "./faults-when-opened.mjs";
import { openRegistry, release, root, run } from "./own-registry.mjs";
import { forPage, readmeBlocks } from "./readme-blocks.mjs";

const readme = join(root, "packages", "genlab", "README.md");
const blocks = readmeBlocks(readme);
const example = blocks[0].source.replace("steps: 500", "steps: 20");
const inPage = forPage(example);
const peers = ["genlab", "@genlab/core", "@tensorflow/tfjs-core"];
const wanted = process.argv.slice(2);

const work = await mkdtemp(join(tmpdir(), "genlab-consumers-"));
const registry = await openRegistry(work);
const trials = {
  "Yarn 1": () => yarnClassic(),
  "Yarn 4, Plug'n'Play": () => yarnBerry(),
  pnpm: () => pnpm(),
  "Node 22 and 24": () => nodes(),
  "TypeScript 5.9, 6 and 7": () => typescripts(),
  "Jest and Vitest": () => testRunners(),
  "esbuild, Rollup and webpack": () => bundlers(),
  Bun: () => runtime("bun", ["example.mjs"]),
  Deno: () => runtime("deno", ["run", "--allow-all", "example.mjs"]),
};
let failed = 0;
try {
  await release(await registry.copyOfWorkspace());
  const chosen = Object.entries(trials).filter(
    ([name]) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
  for (const [name, trial] of chosen) {
    const start = performance.now();
    const said = await trial().catch((error) => {
      failed += 1;
      return `FAIL\n${error.stdout ?? ""}${error.stderr ?? ""}${error.message}`;
    });
    console.log(`${name}: ${said} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  }
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
} finally {
  registry.stop();
  await rm(work, { recursive: true, force: true });
}
process.exit(failed > 0 ? 1 : 0);

async function folderOf(name, packages = []) {
  const folder = await registry.project(name, packages);
  await writeFile(join(folder, "example.mjs"), example);
  return folder;
}

async function yarnClassic() {
  const folder = await folderOf("yarn-1");
  const yarn = (...words) => run("npx", ["-y", "yarn@1.22.22", ...words], { cwd: folder });
  await yarn("add", "--registry", registry.url, ...peers);
  await run(process.execPath, ["example.mjs"], { cwd: folder });
  await yarn("-s", "run", "genlab", "train", "--dry-run");
  return copies(await found(folder, join("@genlab", "core", "package.json")));
}

async function yarnBerry() {
  const folder = await folderOf("yarn-4");
  const settings = [
    `npmRegistryServer: "${registry.url}"`,
    'globalFolder: "./.yarn/global"', // else it remembers where an earlier registry had the packages
    "unsafeHttpWhitelist: [localhost]",
    "enableTelemetry: false",
    "enableGlobalCache: false",
    "enableImmutableInstalls: false",
    "npmMinimalAgeGate: 0", // what was released a minute ago is installed
  ];
  await writeFile(join(folder, ".yarnrc.yml"), settings.join("\n"));
  await writeFile(join(folder, "yarn.lock"), ""); // a project of its own
  const yarn = (...words) => run("npx", ["-y", "-p", "@yarnpkg/cli-dist@4", "yarn", ...words], { cwd: folder });
  const { stdout } = await yarn("add", ...peers);
  const lacking = stdout.split("\n").filter((line) => /YN0002|YN0060|YN0086/.test(line));
  await yarn("node", "example.mjs");
  await yarn("genlab", "train", "--dry-run");
  return ["runs by Plug'n'Play", ...lacking].join("\n");
}

async function pnpm() {
  const folder = await folderOf("pnpm");
  const words = (...given) => run("npx", ["-y", "pnpm@12", ...given], { cwd: folder });
  await words("add", "genlab"); // which installs peers
  await run(process.execPath, ["example.mjs"], { cwd: folder });
  await words("exec", "genlab", "train", "--dry-run");
  const stored = await readdir(join(folder, "node_modules", ".pnpm"));
  return copies(stored.filter((name) => name.startsWith("@genlab+core@")));
}

function copies(places) {
  if (places.length !== 1) throw new Error(`${places.length} copies of @genlab/core:\n${places.join("\n")}`);
  return "one copy of @genlab/core";
}

async function found(folder, path) {
  const files = await readdir(join(folder, "node_modules"), { recursive: true });
  return files.filter((file) => file.endsWith(path));
}

/** Which run TypeScript as it is. */
async function nodes() {
  const folder = await folderOf("nodes", peers);
  await writeFile(join(folder, "example.mts"), blocks.find(({ language }) => language === "ts").source);
  for (const version of [22, 24]) {
    const node = (file) => run("npx", ["-y", "-p", `node@${version}`, "node", file], { cwd: folder });
    await node("example.mjs");
    await node("example.mts");
  }
  return "run JavaScript, and TypeScript as it is";
}

async function typescripts() {
  const versions = ["5.9", "6", "7"];
  const folder = await folderOf("typescript", [
    ...peers,
    "@types/node@20",
    ...versions.map((version) => `typescript-${version}@npm:typescript@${version}`),
  ]);
  const sources = blocks.map(({ source }, i) => [`block-${i}.mts`, source]);
  for (const [name, source] of sources) await writeFile(join(folder, name), source);
  const compilerOptions = { strict: true, noEmit: true, target: "es2022", lib: ["es2023", "dom"], types: ["node"] };
  const resolutions = { nodenext: { module: "nodenext" }, bundler: { module: "esnext", moduleResolution: "bundler" } };
  for (const [name, resolution] of Object.entries(resolutions)) {
    const options = { ...compilerOptions, ...resolution, skipLibCheck: true };
    const config = { compilerOptions: options, files: sources.map(([file]) => file) };
    await writeFile(join(folder, `tsconfig.${name}.json`), JSON.stringify(config));
    for (const version of versions) {
      const tsc = join(folder, "node_modules", `typescript-${version}`, "bin", "tsc");
      await run(process.execPath, [tsc, "-p", `tsconfig.${name}.json`], { cwd: folder });
    }
  }
  return "the README's programs are of the right types, for Node and for bundlers";
}

async function testRunners() {
  const folder = await folderOf("test-runners", [...peers, "jest@30", "vitest@4"]);
  const [imports, ...rest] = inPage.split("\n\n");
  const test = `test("trains", async () => {\n${rest.join("\n")}\nexpect(images.shape).toEqual([16, 8, 8, 1]);\n}, 300_000);`;
  await writeFile(join(folder, "jest.test.js"), `${imports}\n${test}`);
  await writeFile(join(folder, "vitest.spec.js"), `import { expect, test } from "vitest";\n${imports}\n${test}`);
  const jest = ["--experimental-vm-modules", join("node_modules", "jest", "bin", "jest.js"), "jest.test.js"];
  await run(process.execPath, jest, { cwd: folder });
  await run(process.execPath, [join("node_modules", "vitest", "vitest.mjs"), "run", "vitest.spec.js"], { cwd: folder });
  return "the README's first lines pass as a test";
}

async function bundlers() {
  const folder = await folderOf("bundlers", [
    ...peers,
    ...["esbuild", "rollup", "@rollup/plugin-node-resolve", "@rollup/plugin-commonjs", "webpack", "webpack-cli"],
  ]);
  await writeFile(join(folder, "page.js"), `${inPage}\ndocument.title = "trained";`);
  const rollup = `import commonjs from "@rollup/plugin-commonjs";
import resolve from "@rollup/plugin-node-resolve";
export default {
  input: "page.js",
  output: { dir: "rollup", entryFileNames: "page.js" },
  plugins: [resolve({ browser: true }), commonjs()],
};`;
  await writeFile(join(folder, "rollup.config.js"), rollup);
  const webpack = `export default {
  mode: "production",
  performance: { hints: false },
  entry: "./page.js",
  output: { path: import.meta.dirname + "/webpack", filename: "page.js", module: true },
  experiments: { outputModule: true },
};`;
  await writeFile(join(folder, "webpack.config.js"), webpack);
  const npx = (...words) => run("npx", words, { cwd: folder });
  await npx("esbuild", "page.js", "--bundle", "--format=esm", "--minify", "--outfile=esbuild/page.js");
  await npx("rollup", "-c");
  await npx("webpack");
  const page = '<link rel="icon" href="data:,"><script type="module" src="page.js"></script>';
  for (const name of ["esbuild", "rollup", "webpack"]) {
    await writeFile(join(folder, name, "index.html"), page);
    const faults = await faultsWhenOpened(join(folder, name), (tab) =>
      tab.waitForFunction(() => document.title === "trained", undefined, { timeout: 0 }),
    );
    if (faults === undefined) return "bundle, and are not opened: there is no Chromium";
    if (faults.length > 0) throw new Error(`${name}: ${faults.join("\n")}`);
  }
  return "bundle with what their pages say of packages, and train in Chromium";
}

/** A runtime whose binary is an npm package. */
async function runtime(name, words) {
  const folder = await folderOf(name, [...peers, name]);
  const { stdout: version } = await run("npx", [name, "--version"], { cwd: folder });
  await run("npx", [name, ...words], { cwd: folder });
  return `${version.split("\n")[0]} runs it`;
}
