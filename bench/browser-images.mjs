// What images of a person cost in Chromium: node bench/browser-images.mjs [COUNT [SIDE [STEPS]]], after a build. See bench/README.md.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { build, preview } from "vite";

const [count = 20_000, side = 64, steps = 20] = process.argv.slice(2).map(Number);
// before there is anything to take back: it may not be installed
const profile = mkdtempSync(join(tmpdir(), "genlab-profile-")); // what is kept lies on the disk, as a person's does
const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const context = await chromium.launchPersistentContext(profile, { executablePath, args: ["--no-sandbox"] });
const root = fileURLToPath(new URL("browser", import.meta.url));
const outDir = mkdtempSync(join(tmpdir(), "genlab-bench-"));
await build({
  root,
  base: "./",
  logLevel: "error",
  worker: { format: "es" },
  build: { outDir, target: "es2022", emptyOutDir: true, rollupOptions: { input: join(root, "images.html") } },
});
const server = await preview({ root, logLevel: "error", build: { outDir }, preview: { port: 0 } });
try {
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  await page.goto(new URL("images.html", server.resolvedUrls.local[0]).href);
  await page.waitForFunction(() => "ask" in window);
  const ask = (act, given = {}) => page.evaluate((message) => window.ask(message), { act, ...given });
  await ask("make", { count, side });
  const before = await memory();
  const first = await ask("store", { side });
  const second = await ask("store", { side });
  report({ images: first.images, firstSeconds: first.seconds, secondSeconds: second.seconds });
  await ask("open", second);
  await ask("train", { steps: 3 }); // which compiles
  const beginning = await memory();
  const { batch, step } = await ask("train", { steps });
  const [ofBatch, ofStep] = [batch, step].map(medianOf);
  report({ steps, msPerStep: ofStep, msPerBatch: ofBatch, shareWaiting: ofBatch / ofStep });
  report({ mebibytesBefore: before, mebibytesAtFirst: beginning, mebibytesAtLast: await memory() });
} finally {
  await context.close();
  await new Promise((resolve) => server.httpServer.close(resolve));
  rmSync(profile, { recursive: true, force: true });
  rmSync(outDir, { recursive: true, force: true });
}

/** Of all processes of the browser that are resident. */
async function memory() {
  const session = await context.browser().newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const of = ({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0);
  return processInfo.reduce((sum, each) => sum + of(each), 0) / 1024;
}

function medianOf(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function report(facts) {
  console.log(JSON.stringify(facts, (_, value) => (typeof value === "number" ? Number(value.toPrecision(4)) : value)));
}
