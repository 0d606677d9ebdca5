// The site, in `dist`: guides by VitePress from the repository's Markdown, the reference by TypeDoc from the built declarations. Fails where a link leads
// nowhere. The demo goes along where it was built. `node src/build.mjs`, after the packages were built.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { build } from "vitepress";
import { faultsOfLinks } from "./faults-of-links.mjs";

const folder = dirname(import.meta.dirname);
const dist = join(folder, "dist");
const { SITE_BASE: base = "/" } = process.env;

const reference = join(folder, "node_modules/.reference");
const written = promisify(execFile)(
  join(folder, "node_modules/.bin/typedoc"),
  ["--logLevel", "Warn", "--out", reference],
  { cwd: folder },
).catch(({ stdout, stderr }) => {
  console.error(stdout + stderr);
  process.exit(1);
});
await Promise.all([written, build(folder)]); // which empties the folder first
await cp(reference, join(dist, "api"), { recursive: true });

const demo = join(folder, "../demo/dist");
if (existsSync(demo)) await cp(demo, join(dist, "demo"), { recursive: true, filter: (path) => !path.endsWith(".map") });

const faults = faultsOfLinks(dist, { base, except: ["api/", "demo/"] });
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log("The site is in apps/site/dist, and its links lead somewhere.");
