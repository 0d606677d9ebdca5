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
