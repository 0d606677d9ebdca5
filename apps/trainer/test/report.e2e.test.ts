import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../../scripts/find-chromium.js";
import { reportHtml } from "../src/report/report-html.js";
import { workFolder } from "./genlab.js";
import { reportRun } from "./report-runs.js";

const folder = workFolder();

describe.skipIf(!findChromium())("a report in a browser without a network", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findChromium()!, args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());

  async function open(runs: Parameters<typeof reportHtml>[0], width: number, colorScheme: "light" | "dark") {
    const file = join(folder.path, "report.html");
    await writeFile(file, reportHtml(runs));
    const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme, offline: true });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(`${error}`));
    page.on("request", (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  }

  test.each([
    [390, "light"],
    [390, "dark"],
    [1280, "light"],
    [1280, "dark"],
  ] as const)("is as wide as the screen, %i pixels, in %s colours", async (width, colorScheme) => {
    const { page, complaints } = await open([reportRun("runs/one"), reportRun("runs/two")], width, colorScheme);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    // a channel of the paper's colour
    const paper = await page.evaluate(() => Number(/\d+/.exec(getComputedStyle(document.body).backgroundColor)![0]));
    expect(colorScheme === "dark" ? paper < 60 : paper > 240).toBe(true);
    const heights = await page
      .locator("svg path")
      .evaluateAll((paths) => paths.map((path) => path.getBoundingClientRect().height));
    expect(heights.length).toBeGreaterThan(10);
    expect(Math.max(...heights)).toBeGreaterThan(100);
    // a step at the right edge stays in one line
    const steps = await page
      .locator(".column")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(Math.max(...steps)).toBeLessThan(30);
    const dots = await page
      .locator(".codes svg")
      .first()
      .evaluate((svg) => svg.getBoundingClientRect());
    expect([dots.height, dots.width > 200]).toEqual([dots.width, true]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("its slider goes through the pictures, and its charts tell the figures under the finger", async () => {
    const { page, complaints } = await open([reportRun("runs/one")], 390, "light");
    const film = page.locator(".film");
    expect(await film.locator("img:visible").getAttribute("data-step")).toBe("4000");
    await film.getByRole("slider").fill("0");
    expect(await film.locator("img:visible").getAttribute("data-step")).toBe("1000");
    expect(await film.locator("figcaption").textContent()).toBe("step 1000");

    const chart = page.locator(".chart", { hasText: "decoder · total" });
    const value = chart.locator(".legend output").first();
    expect(await value.textContent()).toBe("57.5");
    await chart.locator(".plot").hover({ position: { x: 0, y: 50 } });
    // at the left, of step 100: 50 + 30 000 / 100
    expect(await value.textContent()).toBe("350");
    expect(await chart.locator("figcaption").textContent()).toMatch(/, step 1\d\d$/);
    await page.getByRole("heading", { level: 1 }).hover();
    expect(await value.textContent()).toBe("57.5");
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
