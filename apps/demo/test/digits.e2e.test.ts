import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeSafetensors } from "@genlab/safetensors";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../../scripts/find-chromium.js";
import { busiestTask, type DemoBrowser, faultsOf, heapOf, PATIENCE, startDemo } from "./browser.js";
import { genlabIn, saved, unpack } from "./genlab.js";

const SMALL = "width=32&batch=16";
/** Who wants less motion presses the button. */
const STILL = { reducedMotion: "reduce" } as const;

describe.skipIf(!findChromium())("the page of digits", () => {
  let demo: DemoBrowser;

  beforeAll(async () => {
    demo = await startDemo();
  }, 180_000);
  afterAll(() => demo?.close());

  test("trains: the loss falls, pictures change, and nothing complains", { timeout: PATIENCE }, async () => {
    const { page, complaints } = await demo.visit(`#/digits?${SMALL}`, STILL);
    await advance(page);
    const first = await lossesOf(page);
    const before = await pixelsOf(page, "Codes");
    await page.getByRole("button", { name: "Train" }).click();
    await expect.poll(() => stepOf(page), { timeout: PATIENCE }).toBeGreaterThan(60);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Train" }).waitFor();
    const last = await lossesOf(page);
    expect(last[0]).toBeLessThan(first[0]! - 2);
    expect(await pixelsOf(page, "Codes")).not.toEqual(before);

    await changes(page, "The picture at this code", async () => {
      const map = page.getByRole("img", { name: /^Map of the codes/ });
      await map.click({ position: { x: 20, y: 20 } });
    });
    await expect.poll(() => new URL(page.url()).hash, { timeout: PATIENCE }).toMatch(/at=-\d/); // a link has the place
    await changes(page, "11 pictures along the straight line from one code to another", () =>
      page.getByRole("button", { name: "Next picture to end with" }).click(),
    );
    await changes(page, "What it makes of it", () =>
      page.getByRole("slider", { name: "Noise", exact: true }).fill("8"),
    );

    await draw(page);
    await expect.poll(() => new URL(page.url()).hash, { timeout: PATIENCE }).toContain("drawing=");
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("shows the same losses for the same link", { timeout: PATIENCE }, async () => {
    const link = (seed: number) => `#/digits?${SMALL}&model=vae-gan&seed=${seed}`;
    const { page: made } = await demo.visit(link(5), STILL);
    await advance(made);
    const losses = await lossesOf(made);
    await made.context().close();

    const { page } = await demo.visit(link(6), STILL);
    await advance(page);
    expect(await lossesOf(page)).not.toEqual(losses);
    await page.evaluate((hash) => {
      location.hash = hash;
    }, link(5));
    await expect.poll(() => stepOf(page), { timeout: PATIENCE }).toBe(0);
    await advance(page);
    expect(await lossesOf(page)).toEqual(losses);
    await page.context().close();
  });

  test("saves a run that the command line goes on with, as the page does", { timeout: PATIENCE }, async () => {
    const { page } = await demo.visit(`#/digits?${SMALL}&engine=cpu`, STILL);
    const folder = await mkdtemp(join(tmpdir(), "genlab-digits-"));
    await advance(page);
    await unpack(await saved(page, "Save run"), folder);
    await genlabIn(folder)("resume", "vae-10", "--steps", "20", "--engine", "cpu");
    await page.getByRole("button", { name: "10 steps" }).click();
    await expect.poll(() => stepOf(page), { timeout: PATIENCE }).toBe(20);
    const { "vae-20/checkpoint.safetensors": ofPage } = await saved(page, "Save run");
    const ofTool = await readFile(join(folder, "vae-10/checkpoint.safetensors"));
    expect(decodeSafetensors(ofTool).arrays).toEqual(decodeSafetensors(ofPage!).arrays);
    await page.context().close();
    await rm(folder, { recursive: true });
  });

  test("takes noise away, keeps its thread free, and keeps nothing of the steps that it has done", {
    timeout: PATIENCE,
  }, async () => {
    const { page } = await demo.visit("#/digits?width=32&model=denoising-autoencoder"); // it trains by itself
    await expect.poll(() => stepOf(page), { timeout: PATIENCE }).toBeGreaterThan(100);
    const [first, before] = [await stepOf(page), await heapOf(page)];
    const busiest = await busiestTask(page, 2000);
    expect(busiest).toBeGreaterThan(0);
    expect(busiest).toBeLessThan(50);
    await expect.poll(() => stepOf(page), { timeout: PATIENCE }).toBeGreaterThan(500);
    // the curves grow; what the page and its compiler take once is shared by more and more steps
    const growth = async () => ((await heapOf(page)) - before) / ((await stepOf(page)) - first);
    await expect.poll(growth, { timeout: PATIENCE }).toBeLessThan(1000);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Train" }).waitFor();
    const [noisy, restored] = [await distance(page, "With noise"), await distance(page, "Made of it")];
    expect(restored).toBeLessThan(0.7 * noisy);
    await page.context().close();
  });

  test("is in Chinese, in the dark, on a telephone; a GAN has no card that it cannot fill", {
    timeout: PATIENCE,
  }, async () => {
    const options = { locale: "zh-CN", colorScheme: "dark", viewport: { width: 390, height: 844 }, ...STILL } as const;
    const { page, complaints } = await demo.visit(`#/digits?${SMALL}&model=gan`, options);
    await page.getByRole("button", { name: "10 步" }).click();
    await expect.poll(() => stepOf(page), { timeout: PATIENCE }).toBe(10);
    expect(await page.getByText("GAN 没有编码器，不能给它看图片。").count()).toBe(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("trains on pictures from files, with their folders as classes", { timeout: PATIENCE }, async () => {
    const { page, complaints } = await demo.visit(`#/digits?${SMALL}&data=images&model=conditional-vae`, STILL);
    await page.getByText("Choose images to train on.").waitFor();
    await giveFolder(page);
    await advance(page);
    const losses = await lossesOf(page);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(await page.getByText("8 pictures.").count()).toBe(1);

    await page.reload(); // which has no files, but what was kept of them
    await page.getByText("8 pictures.").waitFor({ timeout: PATIENCE });
    await advance(page);
    expect(await lossesOf(page)).toEqual(losses);
    await page.getByRole("button", { name: "Remove them from this browser" }).click();
    await page.getByText("Choose images to train on.").waitFor();
    await page.reload();
    await page.getByText("Choose images to train on.").waitFor({ timeout: PATIENCE });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("keeps pictures in memory, and says so, where the browser keeps none", { timeout: PATIENCE }, async () => {
    const { page, complaints } = await demo.visit("#/", STILL);
    await page.route(/image-store-worker-.*\.js/, async (route) => {
      const response = await route.fetch();
      const refusal = `StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException("no", "SecurityError"));`;
      await route.fulfill({ response, body: `${refusal}\n${await response.text()}` });
    });
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/digits?${SMALL}&data=images`);
    await page.getByText("Choose images to train on.").waitFor({ timeout: PATIENCE });
    await giveFolder(page);
    await page.getByText("This browser keeps nothing for this page").waitFor({ timeout: PATIENCE });
    await advance(page);
    await page.reload();
    await page.getByText("Choose images to train on.").waitFor({ timeout: PATIENCE });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

/** Trains the first ten steps. */
async function advance(page: Page): Promise<void> {
  await page.getByRole("button", { name: "10 steps" }).click({ timeout: PATIENCE });
  await expect.poll(() => stepOf(page), { timeout: PATIENCE }).toBe(10);
}

const stepOf = async (page: Page) => Number((await page.locator(".run-facts dd").first().innerText()).replace(",", ""));

const lossesOf = async (page: Page) => (await page.locator(".legend .number").allInnerTexts()).map(Number);

/** What the first canvas of a card shows. */
const pixelsOf = (page: Page, card: string): Promise<string> =>
  page
    .getByRole("region", { name: card })
    .locator("canvas")
    .first()
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

/** Waits until another canvas is painted than before something was done. */
async function changes(page: Page, canvas: string, act: () => Promise<void>): Promise<void> {
  const pixels = () =>
    page.getByRole("img", { name: canvas }).evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  const before = await pixels();
  await act();
  await expect.poll(pixels, { timeout: PATIENCE }).not.toBe(before);
}

/** How far the pixels of a row of reconstructions are from those that were given, on average. */
const distance = (page: Page, row: string): Promise<number> =>
  page.evaluate((name) => {
    const [given, other] = ["Given", name].map((label) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`canvas[aria-label="${label}"]`)!;
      return canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height).data;
    });
    return given!.reduce((sum, level, i) => sum + Math.abs(level - other![i]!), 0) / given!.length;
  }, row);

async function draw(page: Page): Promise<void> {
  const pad = page.getByRole("application");
  await pad.scrollIntoViewIfNeeded();
  const { x, y, width } = (await pad.boundingBox())!;
  await page.mouse.move(x + 0.3 * width, y + 0.2 * width);
  await page.mouse.down();
  for (const down of [0.4, 0.6, 0.8]) await page.mouse.move(x + 0.5 * width, y + down * width);
  await page.mouse.up();
}

/** Hands in a folder of eight squares, four light and four dark, in two folders. */
async function giveFolder(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const files = new DataTransfer();
    for (let index = 0; index < 8; index++) {
      const canvas = new OffscreenCanvas(20, 12);
      const context = canvas.getContext("2d")!;
      context.fillStyle = index % 2 === 0 ? "#222222" : "#eeeeee";
      context.fillRect(0, 0, 20, 12);
      const file = new File([await canvas.convertToBlob()], `${index}.png`, { type: "image/png" });
      Object.defineProperty(file, "webkitRelativePath", {
        value: `all/${index % 2 === 0 ? "dark" : "light"}/${index}.png`,
      });
      files.items.add(file);
    }
    const input = document.querySelectorAll<HTMLInputElement>("input[type=file]")[1]!;
    Object.defineProperty(input, "files", { value: files.files });
    input.dispatchEvent(new Event("change"));
  });
}
