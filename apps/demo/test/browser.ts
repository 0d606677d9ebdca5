import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import { type PreviewServer, preview } from "vite";
import { findChromium } from "../../../scripts/find-chromium.js";
import { buildDemo } from "./build-demo.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** WebGL 2 and WebGPU without a graphics card, and the same numbers with one. */
const FLAGS = [
  "--no-sandbox",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-features=Vulkan",
];

/** Machines are shared. */
const MILLISECONDS_OF_PATIENCE = 120_000;

/** A page that is open, and what it complained of. */
export interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught errors, and requests that failed. */
  readonly complaints: readonly string[];
}

/** The built demo in a Chromium. */
export interface DemoBrowser {
  /** Opens the address in a fresh context: `#/playground?seed=1`. */
  visit(hash: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

/** Builds the demo once, serves it on a free port, and starts a Chromium. Call in `beforeAll`, where `findChromium()` finds one. */
export async function startDemo(): Promise<DemoBrowser> {
  await buildDemo(root);
  const server = await preview({ root, logLevel: "error", preview: { port: 0, strictPort: false } });
  const browser = await chromium.launch({ executablePath: findChromium()!, args: FLAGS });
  return {
    visit: (hash, options = {}) => visit(browser, `${addressOf(server)}${hash}`, options),
    async close() {
      await browser.close();
      await new Promise((resolve) => server.httpServer.close(resolve));
    },
  };
}

/** What axe finds wrong with the page as it is shown, each with the elements concerned. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 90)).join(" | ")}`);
}

async function visit(browser: Browser, url: string, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(MILLISECONDS_OF_PATIENCE);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", ({ message }) => complaints.push(`uncaught: ${message}`));
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  await page.goto(url);
  return { page, complaints };
}

function addressOf({ resolvedUrls }: PreviewServer): string {
  const [url] = resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error("The preview server has no address.");
  return url;
}
