import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../../scripts/find-chromium.js";
import { type DemoBrowser, faultsOf, PATIENCE, patchWorkers, recoveredFrom, startDemo } from "./browser.js";

describe.skipIf(!findChromium())("the lessons", { timeout: PATIENCE }, () => {
  let demo: DemoBrowser;

  beforeAll(async () => {
    demo = await startDemo();
  }, 180_000);

  afterAll(() => demo.close());

  test("the first act begins by itself, a button another one, and the link opens it in the playground", async () => {
    const { page, complaints } = await demo.visit("#/lessons?lesson=collapse");
    await reach(page, 5);
    await page.getByRole("button", { name: "Let it collapse" }).click();
    await reach(page, 40);
    expect(page.url()).toContain("act=collapse");
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Train", exact: true }).waitFor();
    await page.getByRole("link", { name: "Open this run in the Playground" }).click();
    await page.locator(".model").waitFor();
    expect(page.url()).toContain("models=gan:discriminatorRate:0.0003");
    await page.goBack();
    await page.getByRole("button", { name: "Pause" }).waitFor(); // the link has the act
    await page.getByRole("link", { name: "Make it collapse" }).click();
    await page.getByRole("button", { name: "Train it fairly", pressed: true }).waitFor();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("models stand side by side in each lesson, and none complains", async () => {
    const { page, complaints } = await demo.visit("#/lessons?lesson=starve&act=win");
    await reach(page, 20);
    expect(await page.locator(".lesson-model").count()).toBe(2);
    expect(await page.locator(".gradient-bars tbody tr").count()).toBe(3);
    await page.getByRole("link", { name: "What the hybrid buys", exact: true }).click();
    await page.getByRole("button", { name: "A GAN for the VAE" }).click();
    await reach(page, 20);
    await page.getByRole("link", { name: "Posterior collapse" }).click();
    await page.getByRole("button", { name: "Warm β up" }).click();
    await reach(page, 20);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test.each(["light", "dark"] as const)("has no fault that axe finds, in %s", async (colorScheme) => {
    const lesson = colorScheme === "light" ? "starve&act=win" : "posterior";
    const { page, complaints } = await demo.visit(`#/lessons?lesson=${lesson}`, {
      colorScheme,
      reducedMotion: "reduce",
    });
    await page.locator(".lesson-model .picture").first().waitFor();
    expect(await stepOf(page)).toBe(0); // who wants less motion presses the button
    await page.locator(".question summary").first().click();
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("says that there is no WebGL, and that a worker was lost, and goes on", async () => {
    const { page } = await demo.visit("#/lessons?lesson=collapse");
    await patchWorkers(page, "return null;");
    await page.goto(`${page.url()}&act=fair&engine=webgl`);
    await page.reload();
    await page.getByText("WebGL could not be used here: this browser gives no WebGL 2.").waitFor();
    await reach(page, 5);
    await page.workers()[0]!.evaluate(() => {
      setTimeout(() => {
        throw new Error("lost on purpose");
      });
    });
    await reach(page, (await recoveredFrom(page)) + 5);
    await page.context().close();
  });

  test("fits a phone, speaks Chinese, and is worked by the keyboard", async () => {
    const { page } = await demo.visit("#/lessons", { viewport: { width: 390, height: 844 }, locale: "zh-CN" });
    await page.getByRole("heading", { name: "让它崩溃" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole("button", { name: "公平地训练" }).focus();
    await page.keyboard.press("Enter");
    await reach(page, 10);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.context().close();
  });
});

const stepOf = async (page: Page) =>
  Number((await page.locator(".lesson-steps .number").textContent())?.replace(/\D/g, ""));

/** Waits until all models of the figure have done so many steps. */
async function reach(page: Page, step: number): Promise<void> {
  await expect.poll(() => stepOf(page), { timeout: PATIENCE }).toBeGreaterThanOrEqual(step);
}
