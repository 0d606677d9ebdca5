import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import { type PreviewServer, preview } from "vite";
import { expect } from "vitest";
import { findChromium } from "../../../scripts/find-chromium.js";
import { MILESTONE } from "../src/plane/run/history.js";
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
  // the page itself is painted without one: in software that takes more than all that is tested
  "--disable-gpu-compositing",
];

/** Milliseconds. Generous, for machines are shared. */
export const PATIENCE = 120_000;

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

/**
 * Builds the demo once, serves it on a free port, with more headers if they are given, and starts a Chromium. Call in `beforeAll`, where
 * `findChromium()` finds one.
 */
export async function startDemo(headers: Readonly<Record<string, string>> = {}): Promise<DemoBrowser> {
  await buildDemo(root);
  const server = await preview({ root, logLevel: "error", preview: { port: 0, strictPort: false, headers } });
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

/**
 * The processor time of the longest task on the page's thread, in milliseconds. An observer of long tasks measures by the clock, and
 * so blames the page for what else the machine does.
 */
export async function busiestTask(page: Page, milliseconds: number): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    events.push(...(value as unknown as readonly TraceEvent[]));
  });
  await session.send("Tracing.start", {
    categories: "devtools.timeline,disabled-by-default-devtools.timeline",
    transferMode: "ReportEvents",
  });
  await page.waitForTimeout(milliseconds);
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const ofPages = new Set(events.filter(({ args }) => args?.name === "CrRendererMain").map(threadOf));
  const tasks = events.filter((event) => event.name === "RunTask" && ofPages.has(threadOf(event)));
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Bytes of the page's objects after a collection, without the contents of arrays. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

/** Drops files, or folders with what is in them, onto the middle of the page. */
export async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
  }
  await session.detach();
}

/** Puts a line into the workers' `getContext`, where `made` is what the browser gives. */
export async function patchWorkers(page: Page, line: string): Promise<void> {
  const patch = `{ const get = OffscreenCanvas.prototype.getContext; OffscreenCanvas.prototype.getContext = function (...all) { const made = get.apply(this, all); ${line} return made; }; }`;
  await page.route(/worker-.*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${patch}\n${await response.text()}` });
  });
}

/** Waits until the page says that a worker was lost. Gives the step from which its model goes on: one at which it was kept. */
export async function recoveredFrom(page: Page): Promise<number> {
  const notice = await page
    .getByText(/It goes on from step \d+\./)
    .first()
    .textContent();
  const step = Number(/from step (\d+)/.exec(notice!)![1]);
  expect(step % MILESTONE).toBe(0);
  return step;
}

async function visit(browser: Browser, url: string, options: BrowserContextOptions): Promise<Visit> {
  // what one visit has kept is not served to the tests that change what is served
  const context = await browser.newContext({ serviceWorkers: "block", ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.text() === "Service Worker registration blocked by Playwright") return; // as it was asked to
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
