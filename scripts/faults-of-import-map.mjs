import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";
import { faultsWhenOpened } from "./faults-when-opened.mjs";

/** Where the modules of other packages are. */
const OTHERS = {
  "@bufbuild/protobuf/wire": "@bufbuild/protobuf/dist/esm/wire/index.js",
  "@tensorflow/tfjs-backend-cpu": "@tensorflow/tfjs-backend-cpu/dist/tf-backend-cpu.fesm.js",
  "@tensorflow/tfjs-core": "@tensorflow/tfjs-core/dist/tf-core.fesm.js",
  "fastest-levenshtein": "fastest-levenshtein/esm/mod.js",
};
const COMMON_JS = "crc-32/crc32c.js";

/**
 * What is wrong in a page without a bundler, which runs a module with what a folder has installed: an import map names the files as they lie there, and of the
 * one package that is no module one is made.
 */
export async function faultsOfImportMap(folder, source) {
  const at = (path) => `/node_modules/${path}`;
  const names = await readdir(join(folder, "node_modules/@genlab"));
  const imports = {
    genlab: at("genlab/dist/index.js"),
    "#native": at("genlab/dist/native/none.js"),
    ...Object.fromEntries(names.map((name) => [`@genlab/${name}`, at(`@genlab/${name}/dist/index.js`)])),
    ...Object.fromEntries(Object.entries(OTHERS).map(([name, path]) => [name, at(path)])),
    [COMMON_JS]: "/crc32c.js",
  };
  const entry = join(folder, "node_modules", COMMON_JS);
  const lib = { entry, formats: ["es"], fileName: () => "crc32c.js" };
  await build({ root: folder, configFile: false, logLevel: "error", build: { lib, outDir: ".", emptyOutDir: false } });
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
