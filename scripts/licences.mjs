import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isFree } from "./dependencies.mjs";

/**
 * Plugins for Vite that write `licences.txt` with the licence of each package that the page or one of its workers has in it, and refuse one that is not
 * free: Vite's own `build.license` leaves workers out.
 */
export function licences() {
  const folders = new Set();
  const collect = {
    name: "collect-licences",
    generateBundle(_, bundle) {
      for (const { moduleIds = [] } of Object.values(bundle)) {
        for (const id of moduleIds)
          if (/[\\/]node_modules[\\/]/.test(id)) folders.add(packageOf(id.replace(/^\0|\?.*$/g, "")));
      }
    },
  };
  const write = {
    name: "write-licences",
    enforce: "post",
    generateBundle() {
      const texts = [...folders].filter(Boolean).map(licenceOf);
      this.emitFile({
        type: "asset",
        fileName: "licences.txt",
        source: `${[...new Set(texts)].sort().join(`\n${"-".repeat(80)}\n`)}\n`,
      });
    },
  };
  return { page: [collect, write], worker: [collect] };
}

/** The folder of the package that a module is of. */
function packageOf(file) {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name) return folder;
  }
  return undefined;
}

function licenceOf(folder) {
  const { name, version, license, homepage, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!license || !isFree(license)) throw new Error(`${name} is bundled, and under the licence ${license}.`);
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
  const text = file
    ? readFileSync(join(folder, file), "utf8").trim()
    : `${author?.name ?? author ?? ""} ${homepage ?? ""}`.trim();
  return `${name} ${version}: ${license}\n\n${text}\n`;
}
