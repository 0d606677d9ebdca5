import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { faultsWhenOpened } from "./faults-when-opened.mjs";
import { forPage } from "./readme-blocks.mjs";

/** kB of gzip. */
const MOST_OF_PAGE = 250;

/**
 * What is wrong with a README's block in a page and in its worker, as Vite builds them with nothing configured: more than its budget, a file that is
 * missing, and, where there is a Chromium, what does not train.
 */
export async function faultsOfPage(folder, block) {
  const faults = [];
  const source = forPage(block);
  // Vite's workers have no await outside of a function
  const [imports, ...rest] = source.split("\n\n");
  const worker = `${imports}\n\nonmessage = async () => {\n${rest.join("\n\n")}\npostMessage("trained");\n};`;
  const page = `${source}
const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => { document.title = data; };
worker.postMessage("begin");`;
  await writeFile(
    join(folder, "index.html"),
    '<link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
  );
  await writeFile(join(folder, "page.js"), page);
  await writeFile(join(folder, "worker.js"), worker);
  const built = await build({ root: folder, configFile: false, logLevel: "error" });
  for (const { fileName, code, source } of built.output) {
    const size = gzipSync(code ?? source).length / 1000;
    console.log(`${fileName}: ${size.toFixed(1)} kB, gzip`);
    if (size > MOST_OF_PAGE) faults.push(`${fileName} has ${size.toFixed(1)} kB, gzip; its budget is ${MOST_OF_PAGE}.`);
    if (fileName.endsWith(".wasm")) faults.push("A page has a .wasm file to fetch.");
  }
  const opened = await faultsWhenOpened(join(folder, "dist"), (tab) =>
    tab.waitForFunction(() => document.title === "trained", undefined, { timeout: 0 }),
  );
  if (opened === undefined) console.log("The page is not opened: there is no Chromium.");
  else if (opened.length === 0) console.log("A page and its worker have trained.");
  else faults.push(`A page or its worker: ${opened}`);
  return faults;
}
