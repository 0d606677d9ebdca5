import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeSafetensors } from "@genlab/safetensors";
import { sealCheckpoint } from "@genlab/trainers";
import { zipSync } from "fflate";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../../scripts/find-chromium.js";
import { type DemoBrowser, drop, faultsOf, PATIENCE, startDemo } from "./browser.js";
import { genlabIn, saved, unpack } from "./genlab.js";

/** A model so small that a step takes about a millisecond, on an engine that gives the same numbers in Node and in Chromium. */
const tiny = [
  ...["train", "vae", "--engine", "cpu", "--batch", "20", "--seed", "3", "--report-every", "5"],
  ...["--set", 'model={"type":"vae","network":"dense","hidden":[8],"latent":2}'],
];

const waiting = { timeout: PATIENCE };

describe.skipIf(!findChromium())("the page of models", () => {
  let demo: DemoBrowser;
  let folder: string;
  let genlab: ReturnType<typeof genlabIn>;
  const checkpoint = (name: string) => readFile(join(folder, name, "checkpoint.safetensors"));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "genlab-demo-"));
    genlab = genlabIn(folder);
    demo = await startDemo();
    await genlab(...tiny, "--steps", "30", "--out", "begun");
  }, 120_000);
  afterAll(async () => {
    await demo.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("shows samples of a shipped model, and all that it can do, to everyone", { timeout: PATIENCE }, async () => {
    const { page, complaints } = await demo.visit("#/models", { colorScheme: "dark" });
    await page.getByRole("heading", { name: "Codes" }).waitFor(waiting);
    await page.waitForFunction(isDrawn, "50 samples of the model", waiting);
    await page.waitForFunction(isDrawn, "10 reconstructions", waiting);
    await page.waitForFunction(isDrawn, "The image of these codes", waiting);
    const picture = await pixelsOf(page, "The image of these codes");
    const slider = page.getByRole("slider", { name: /^Code \d+ · [\d.]+ nats/ }).first();
    await slider.focus();
    for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowRight");
    await expect.poll(() => pixelsOf(page, "The image of these codes"), waiting).not.toBe(picture);
    expect(new URL(page.url()).hash).toMatch(/set=\d+:/); // a link has the code
    const grounds: string[] = [];
    for (const theme of ["Dark", "Light"]) {
      await page.getByRole("combobox", { name: "Theme" }).selectOption(theme);
      grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      expect(await faultsOf(page)).toEqual([]);
    }
    expect(new Set(grounds).size).toBe(2);
    expect(complaints).toEqual([]);
  });

  test("opens what is dropped: images, then a run folder; in Chinese, on a telephone", {
    timeout: PATIENCE,
  }, async () => {
    const { page, complaints } = await demo.visit("#/models?model=", {
      locale: "zh-CN",
      viewport: { width: 390, height: 844 },
    });
    await page.waitForFunction(isDrawn, "10 张重建的图片", waiting); // a shipped model, as nobody gave one
    await page.waitForFunction(isDrawn, "模型的 50 个样本", waiting);
    const samples = await pixelsOf(page, "模型的 50 个样本");
    const square = await page.evaluate(() => document.querySelector("canvas")!.toDataURL("image/png").split(",")[1]!);
    const picture = Buffer.from(square, "base64");
    await writeFile(
      join(folder, "squares.zip"),
      zipSync({ "squares/1.png": picture, "__MACOSX/squares/._1.png": picture }),
    );
    await drop(page, [join(folder, "squares.zip")]);
    await page.waitForFunction(isDrawn, "1 张重建的图片", waiting);
    expect(await pixelsOf(page, "模型的 50 个样本")).toBe(samples); // dark on light as before
    await page.getByRole("link", { name: "课程" }).click();
    await page.getByRole("heading", { name: "让它崩溃" }).waitFor(waiting);
    await drop(page, [join(folder, "begun")]); // which goes to the page that is for it
    await page.getByRole("heading", { name: "begun" }).waitFor(waiting);
    await drop(page, [join(folder, "squares.zip")]);
    await page.waitForFunction(isDrawn, "1 张重建的图片", waiting);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("goes on with a run of the command line, which goes on with the page's, bit for bit", {
    timeout: PATIENCE,
  }, async () => {
    const unbroken = genlab(...tiny, "--steps", "150", "--out", "unbroken");
    const { page, complaints } = await demo.visit("#/models?engine=cpu");
    await page.locator("input[webkitdirectory]").setInputFiles(join(folder, "begun"));
    await page.getByRole("heading", { name: "begun" }).waitFor(waiting);

    const [opened, given] = [(await save(page))["begun/checkpoint.safetensors"]!, await checkpoint("begun")];
    expect(given.equals(opened)).toBe(true);
    expect(await page.getByRole("link", { name: "Digits" }).getAttribute("href")).toBe("#/digits?engine=cpu");

    await page.getByRole("button", { name: "100 steps" }).click();
    await page.getByText("step 130", { exact: true }).waitFor(waiting);
    expect(await page.locator(".facts div", { hasText: "Steps" }).innerText()).toContain("130");
    await page.getByRole("button", { name: "Train", exact: true }).waitFor(waiting);
    await unpack(await save(page), join(folder, "page"));
    await genlab("resume", "page/begun", "--steps", "150");
    await unbroken;
    expect((await checkpoint("page/begun")).equals(await checkpoint("unbroken"))).toBe(true);
    const log = async (name: string) =>
      String(await readFile(join(folder, name, "metrics.jsonl"))).match(/^\{"step":\d+,"seconds":[\d.]+,"losses".*$/gm);
    const withoutTime = (lines: readonly string[] | null) =>
      lines?.map((line) => line.replace(/"seconds":[\d.]+,/, ""));
    expect(withoutTime(await log("page/begun"))).toEqual(withoutTime(await log("unbroken")));
    const lines = (await log("page/begun"))!.map((line) => JSON.parse(line));
    const ofPage = lines.filter(({ step }) => step > 30 && step <= 130).map(({ losses }) => losses.vae.total as number);
    expect(ofPage.length).toBe(20);
    expect(mean(ofPage.slice(-5))).toBeLessThan(mean(ofPage.slice(0, 5)));
    expect(complaints).toEqual([]);
  });

  test("goes on from what was kept when its worker is lost", { timeout: PATIENCE }, async () => {
    const { page } = await demo.visit("#/models?engine=cpu");
    await page.locator("input[webkitdirectory]").setInputFiles(join(folder, "begun"));
    await page.getByRole("heading", { name: "begun" }).waitFor(waiting);
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.getByText(/^step [\d,]{3,}/).waitFor(waiting);
    const [worker] = page.workers();
    await worker!.evaluate(() => {
      setTimeout(() => {
        throw new Error("lost on purpose");
      });
    });
    const notice = page.getByText(/The run went on from step \d+00,/);
    const [, kept] = /step (\d+)/.exec((await notice.textContent(waiting))!)!;
    await expect.poll(() => stepOf(page), waiting).toBeGreaterThan(Number(kept)); // it trains again
    await page.getByRole("button", { name: "Pause" }).click();
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  test("says what is wrong with a file, and keeps the model that is open", { timeout: PATIENCE }, async () => {
    const bytes = await checkpoint("begun");
    const edited = (from: string, to: string) => {
      const { arrays, metadata } = decodeSafetensors(bytes);
      const configuration = metadata.configuration!.replace(from, to);
      return Buffer.from(sealCheckpoint(arrays, { ...metadata, configuration }));
    };
    const renamed = edited('"type":"vae"', '"type":"vea"');
    const wider = edited('"hidden":[8]', '"hidden":[9]');
    const { page, complaints } = await demo.visit("#/models");
    await page.getByRole("heading", { name: "Codes" }).waitFor(waiting);
    const before = await pixelsOf(page, "50 samples of the model");
    const says = async (name: string, buffer: Buffer) => {
      await page
        .locator("input[accept='.safetensors,.zip']")
        .setInputFiles({ name, mimeType: "application/octet-stream", buffer });
      const alert = page.getByRole("alert").filter({ hasText: name });
      return (await alert.textContent(waiting))!;
    };
    expect(await says("cut.safetensors", bytes.subarray(0, bytes.length - 8))).toContain("The file is cut short: copy");
    expect(await says("notes.zip", Buffer.from("a diary"))).toContain("notes.zip is no whole zip file");
    expect(await says("other.safetensors", renamed)).toContain(
      'other.safetensors: Unknown model type "vea". Did you mean "vae"?',
    );
    expect(await says("wide.safetensors", wider)).toContain("The values do not fit the module.");
    await page.getByRole("button", { name: /^VAE convolutional/ }).click(); // the one that is open
    expect(await page.getByRole("alert").count()).toBe(0);
    await page.getByRole("button", { name: "Others" }).first().click();
    await expect.poll(() => pixelsOf(page, "50 samples of the model"), waiting).not.toBe(before);
    expect(complaints).toEqual([]);
  });
});

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Whether a canvas has more than paper on it, and the gaps in between. */
function isDrawn(label: string): boolean {
  const canvas = document.querySelector<HTMLCanvasElement>(`canvas[aria-label="${label}"]`);
  if (!canvas) return false;
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true })!;
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size > 2;
}

const pixelsOf = (page: Page, label: string): Promise<string> =>
  page.getByRole("img", { name: label }).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

const stepOf = async (page: Page) =>
  Number((await page.getByText(/^step [\d,]+/).textContent())!.replace(/[^\d]/g, ""));

const save = (page: Page) => saved(page, "Save run");
