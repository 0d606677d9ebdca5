// Milliseconds a training step in one Chromium, of GenLab's engines and of jax-js, as tables: see bench/README.md.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { build, preview } from "vite";

const { values: options } = parseArgs({
  options: {
    jax: { type: "string" },
    only: { type: "string" },
    engines: { type: "string" },
    rounds: { type: "string", default: "5" },
    steps: { type: "string" },
  },
});

/** Steps of a turn. */
const stepsOf = { "playground GAN": 100, "playground VAE": 100, "mlp-vae": 10, "conv-vae": 5 };
const reference = "eager wasm";
const longest = 300_000; // ms

const root = fileURLToPath(new URL("browser", import.meta.url));
const outDir = mkdtempSync(join(tmpdir(), "genlab-bench-"));
await build({
  root,
  base: "./",
  logLevel: "error",
  build: { outDir, target: "es2022", emptyOutDir: true },
  ...(options.jax && { publicDir: options.jax }),
});
const server = await preview({ root, logLevel: "error", build: { outDir }, preview: { port: 0 } });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--enable-unsafe-webgpu", "--enable-features=Vulkan"],
});
const jax = options.jax && new URL("index.js", server.resolvedUrls.local[0]).href;
const asked = options.engines?.split(",");
const contenders = asked ?? [
  reference,
  "eager webgl",
  "eager webgpu",
  "compiled wasm",
  "compiled wasm plain",
  "compiled webgpu",
  ...(jax ? ["jax-js wasm"] : []),
];

console.log(`Chromium ${browser.version()}.`);
for (const workload of options.only?.split(",") ?? Object.keys(stepsOf)) {
  const running = [];
  for (const engine of contenders) running.push(await open(engine, workload));
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const each of running) await turn(each, Number(options.steps ?? stepsOf[workload]));
  }
  printTable(workload, running);
  for (const { page } of running) await page.close();
}
await browser.close();
await new Promise((resolve) => server.httpServer.close(resolve));

async function open(engine, workload) {
  const page = await browser.newPage();
  page.setDefaultTimeout(longest);
  const contender = { engine, page, times: [], loss: Number.NaN, error: undefined, first: Number.NaN, isSlow: false };
  try {
    await page.goto(server.resolvedUrls.local[0]);
    await page.waitForFunction(() => "start" in window);
    if (!asked && (await page.evaluate((given) => window.isInSoftware(given), engine))) {
      contender.error = "left out: there is no graphics card, and software takes minutes; --engines asks for it";
      return contender;
    }
    await page.evaluate((given) => window.start(given), { engine, workload, jax });
    const { times } = await page.evaluate(() => window.train(1));
    contender.first = times[0];
    const warm = await page.evaluate((steps) => window.train(steps), times[0] > 10_000 ? 1 : 2);
    contender.isSlow = warm.times.at(-1) > 5000; // the first step compiles
  } catch (error) {
    contender.error = error.message.split("\n")[0];
  }
  return contender;
}

/** A turn has one step alone where a step takes seconds. */
async function turn(contender, steps) {
  if (contender.error !== undefined) return;
  await contender.page.bringToFront();
  try {
    const { times, loss } = await contender.page.evaluate((count) => window.train(count), contender.isSlow ? 1 : steps);
    contender.times.push(...times);
    contender.loss = loss;
  } catch (error) {
    contender.error = error.message.split("\n")[0];
  }
}

function printTable(workload, running) {
  const medians = new Map(running.map(({ engine, times }) => [engine, median(times)]));
  console.log(`\n| ${workload} | ms a step | share of ${reference} | least ms | its share | first step, ms | loss |`);
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
  const least = (times) => Math.min(...times);
  const first = running.find(({ engine }) => engine === reference);
  for (const { engine, times, loss, error, first: start } of running) {
    const share = medians.get(engine) / medians.get(reference);
    const numbers = [medians.get(engine), share, least(times), least(times) / least(first?.times ?? []), start, loss];
    console.log(`| ${engine} | ${error ?? numbers.map(show).join(" | ")} |`);
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
}

/** Three digits. */
function show(value) {
  if (!Number.isFinite(value)) return "–";
  return Math.abs(value) < 100 ? value.toPrecision(3) : value.toFixed(0);
}
