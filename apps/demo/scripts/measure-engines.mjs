// Milliseconds of a training step of the playground's models on each engine, as the page shows them: build first, then
// `node scripts/measure-engines.mjs`, or with other engines, `node scripts/measure-engines.mjs wasm webgpu`.
import { chromium } from "playwright";
import { preview } from "vite";

const MODELS = ["ae", "vae", "gan", "wgan-gp", "vae-gan"];
const SAMPLES = 15;
const engines = process.argv.length > 2 ? process.argv.slice(2) : ["compiled", "wasm", "webgl", "webgpu", "cpu"];

const root = new URL("..", import.meta.url).pathname;
const server = await preview({ root, logLevel: "error", preview: { port: 0 } });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--enable-unsafe-webgpu", "--enable-features=Vulkan", ...(process.env.FLAGS ?? "").split(" ")],
});
console.log(["engine", ...MODELS].join("\t"));
for (const engine of engines) {
  const row = [];
  for (const model of MODELS) row.push(await millisecondsPerStep(engine, model));
  console.log([engine, ...row].join("\t"));
}
await browser.close();
await new Promise((resolve) => server.httpServer.close(resolve));

async function millisecondsPerStep(engine, model) {
  const page = await browser.newPage();
  await page.goto(`${server.resolvedUrls.local[0]}#/playground?models=${model}&layers=data&engine=${engine}`);
  await page.waitForFunction(() => Number(document.querySelector(".step-count .number")?.textContent) >= 40, null, {
    timeout: 300_000,
  });
  const shown = [];
  for (let i = 0; i < SAMPLES; i++) {
    await page.waitForTimeout(300);
    shown.push((await page.locator(".speed").textContent()).split(" · "));
  }
  await page.close();
  const times = shown.map(([time]) => Number.parseFloat(time)).sort((a, b) => a - b);
  return `${times[Math.floor(SAMPLES / 2)]} ${shown[0][1]}`;
}
