import { readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "vite";
import { faultsWhenOpened } from "./faults-when-opened.mjs";

/** Where the modules of other packages are. */
const MODULES = {
  "@bufbuild/protobuf/wire": "@bufbuild/protobuf/dist/esm/wire/index.js",
  "@tensorflow/tfjs-core": "@tensorflow/tfjs-core/dist/tf-core.fesm.js",
  "fastest-levenshtein": "fastest-levenshtein/esm/mod.js",
};
/** What is none, or needs what is none (seedrandom). */
const OTHERS = {
  "@tensorflow/tfjs-backend-cpu": "@tensorflow/tfjs-backend-cpu/dist/tf-backend-cpu.fesm.js",
  "crc-32/crc32c.js": "crc-32/crc32c.js",
};

/**
 * What is wrong in a page without a bundler, which runs a module with what a folder has installed: an import map names the files as they lie there, and of two
 * that are no modules such are made.
 */
export async function faultsOfImportMap(folder, source) {
  const at = (path) => `/node_modules/${path}`;
  const names = await readdir(join(folder, "node_modules/@genlab"));
  const imports = {
    genlab: at("genlab/dist/index.js"),
    "#native": at("genlab/dist/native/none.js"),
    ...Object.fromEntries(names.map((name) => [`@genlab/${name}`, at(`@genlab/${name}/dist/index.js`)])),
    ...Object.fromEntries(Object.entries(MODULES).map(([name, path]) => [name, at(path)])),
  };
  for (const [name, path] of Object.entries(OTHERS)) {
    imports[name] = `/modules/${basename(path)}`;
    const lib = { entry: join(folder, "node_modules", path), formats: ["es"], fileName: () => basename(path) };
    const rollupOptions = { external: Object.keys(MODULES) };
    const options = { lib, rollupOptions, outDir: "modules", emptyOutDir: false };
    await build({ root: folder, configFile: false, logLevel: "error", build: options });
  }
  const page = `<link rel="icon" href="data:,">
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module">
${source}
document.title = "trained";
</script>`;
  await writeFile(join(folder, "index.html"), page);
  const faults = await faultsWhenOpened(folder, (tab) =>
    tab.waitForFunction(() => document.title === "trained", undefined, { timeout: 0 }),
  );
  return (faults ?? []).map((fault) => `A page with an import map: ${fault}`);
}
