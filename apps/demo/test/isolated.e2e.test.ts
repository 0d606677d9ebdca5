import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../../scripts/find-chromium.js";
import { type DemoBrowser, PATIENCE, startDemo } from "./browser.js";

describe.skipIf(!findChromium())("under headers that isolate the page from others", { timeout: PATIENCE }, () => {
  let demo: DemoBrowser;

  beforeAll(async () => {
    demo = await startDemo({
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    });
  }, 180_000);

  afterAll(() => demo.close());

  test("after one visit all pages are there without a network, and train", async () => {
    const { page, complaints } = await demo.visit("#/playground?models=ae:width:8:depth:1&batch=8", {
      serviceWorkers: "allow",
    });
    await page.evaluate(async () => {
      const { active, installing, waiting } = await navigator.serviceWorker.ready;
      const worker = active ?? waiting ?? installing!;
      while (worker.state !== "activated") {
        await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
      }
    });
    await page.context().setOffline(true);
    const headings = { Digits: "Digits", Models: "Models", Lessons: "Make it collapse" };
    for (const [name, heading] of Object.entries(headings)) {
      await page.getByRole("link", { name, exact: true }).click();
      await page.getByRole("heading", { name: heading, level: 1 }).waitFor({ state: "attached" });
    }
    await page.reload();
    await page.getByRole("link", { name: "Playground", exact: true }).click();
    await page.waitForFunction(() => Number(document.querySelector(".step-count .number")?.textContent) >= 40, null, {
      timeout: PATIENCE,
    });
    expect(complaints.filter((text) => !/ERR_ABORTED$/.test(text))).toEqual([]); // of pages that were left
    await page.context().close();
  });

  test.each(["compiled", "wasm"])("the build trains on %s", async (engine) => {
    const { page, complaints } = await demo.visit(`#/playground?models=ae:width:8:depth:1&batch=8&engine=${engine}`);
    await page.waitForFunction(() => Number(document.querySelector(".step-count .number")?.textContent) >= 40, null, {
      timeout: PATIENCE,
    });
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
