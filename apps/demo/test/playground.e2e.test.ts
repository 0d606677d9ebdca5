import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../../scripts/find-chromium.js";
import {
  busiestTask,
  type DemoBrowser,
  faultsOf,
  PATIENCE,
  patchWorkers,
  recoveredFrom,
  startDemo,
} from "./browser.js";

/** Models that step in a millisecond or two. */
const SMALL = "models=ae:width:8:depth:1,gan:width:8:depth:1&batch=16";
const SMALLEST = "models=ae:width:8:depth:1&batch=8";

describe.skipIf(!findChromium())("the playground", { timeout: 2 * PATIENCE }, () => {
  let demo: DemoBrowser;

  beforeAll(async () => {
    demo = await startDemo();
  }, 180_000);

  afterAll(() => demo.close());

  test("trains at once, its loss falls, and a link with a change made on the way reproduces the losses", async () => {
    const { page, complaints } = await demo.visit(`#/playground?${SMALL}`);
    await reach(page, 30);
    await page.locator(".settings summary").first().click();
    await page.getByLabel("Learning rate").first().fill("12"); // the last stop: 0.1
    await expect.poll(() => page.url(), { timeout: PATIENCE }).toMatch(/changes=0@\d+:rate:0.1/);
    // a busy page may be further on by then
    const [, changed] = /changes=0@(\d+)/.exec(page.url()) ?? [];
    const last = 10 * Math.ceil(Number(changed) / 10) + 90;
    await reach(page, last + 10);
    const first = await pausedCurves(page);
    // wherever the change came: for some steps after it the loss may be what it was
    const losses = Array.from({ length: last / 10 }, (_, i) => lossAt(first, 10 * (i + 1), "autoencoder/total"));
    expect(Math.min(...losses)).toBeLessThan(losses[0]! / 2);

    const second = await demo.visit(new URL(page.url()).hash);
    await reach(second.page, last + 10);
    const again = await pausedCurves(second.page);
    expect(upTo(again, last)).toEqual(upTo(first, last));
    expect(complaints.concat(second.complaints)).toEqual([]);
    await Promise.all([page.context().close(), second.page.context().close()]);
  });

  test("goes back in time, and on from there exactly, also when the tab is loaded again", async () => {
    const { page, complaints } = await demo.visit(`#/playground?${SMALL}&seed=2`);
    await reach(page, 110);
    const before = await pausedCurves(page);
    await page.getByLabel("Back in time").fill("1");
    await expect.poll(() => stepOf(page), { timeout: PATIENCE }).toBe(50);
    await page.getByRole("button", { name: "One step" }).click();
    await expect.poll(() => stepOf(page), { timeout: PATIENCE }).toBe(51);
    await page.getByRole("button", { name: "Train" }).click();
    await reach(page, 110);
    const after = await pausedCurves(page);
    expect(upTo(after, 110)).toEqual(upTo(before, 110));

    const step = await stepOf(page);
    await expect.poll(() => keptSteps(page), { timeout: PATIENCE }).toEqual([step]);
    await page.reload(); // which loses nothing
    await expect.poll(() => stepOf(page), { timeout: PATIENCE }).toBe(step);
    await page.getByRole("button", { name: "Train" }).waitFor(); // it rested
    expect(await curvesOf(page)).toEqual(after);

    await page.getByRole("button", { name: "Fork" }).first().click(); // which has its parent's past
    await expect.poll(() => page.locator(".model").count(), { timeout: PATIENCE }).toBe(3);
    await page.getByText("Starting…").waitFor({ state: "detached" });
    const lossesOf = (curves: readonly string[], slot: number) =>
      curves.flatMap((line) => (line.startsWith(`${slot},ae,`) ? [line.slice(2)] : []));
    const forked = await curvesOf(page);
    expect(lossesOf(forked, 3).length).toBeGreaterThan(5);
    expect(lossesOf(forked, 3)).toEqual(lossesOf(forked, 1));

    await page.getByRole("button", { name: "Start again" }).click();
    await page.getByText("Runs kept here (1)").click();
    const overlay = page.getByRole("checkbox", { name: /^Its curves, too: / });
    await overlay.click(); // its curves are fetched first
    await expect.poll(() => overlay.isChecked(), { timeout: PATIENCE }).toBe(true);
    expect(errorsIn(complaints)).toEqual([]);
    await page.context().close();
  });

  test("holds as many tensors after 2000 steps as at the start", async () => {
    const { page, complaints } = await demo.visit(
      `#/playground?${SMALLEST}&layers=heat,grid,data,samples,arrows,ellipses&chart=gradients`,
    );
    await reach(page, 20);
    const early = await tensorsOf(page);
    await reach(page, 2000);
    expect(await tensorsOf(page)).toBe(early);
    expect(early).toMatch(/^\d+ tensors held$/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("never keeps the page busy for 50 milliseconds, with the models that it has at first", async () => {
    const { page } = await demo.visit("#/playground");
    await reach(page, 5);
    const busiest = await busiestTask(page, 3000);
    expect(busiest).toBeGreaterThan(0);
    expect(busiest).toBeLessThan(50);
    await page.context().close();
  });

  test("has no fault that axe finds, in light and in dark", async () => {
    const { page, complaints } = await demo.visit(`#/playground?${SMALL}&data=drawing&chart=diagram`, {
      reducedMotion: "reduce",
    });
    await page.getByText("ms/step").first().waitFor();
    expect(await stepOf(page)).toBe(0); // who wants less motion presses play
    await page.locator(".settings summary").first().click();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await faultsOf(page)).toEqual([]);
    }
    await page.getByRole("img", { name: "GAN, phase discriminator: noise → generator" }).waitFor();
    await page.getByRole("button", { name: "One step of the discriminator alone" }).click();
    await expect.poll(() => page.url(), { timeout: PATIENCE }).toContain("1@0:only:discriminator,1@1:only:all");
    expect(await stepOf(page)).toBe(1);
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", {})); // as over plain HTTP
    await page.getByRole("button", { name: "Link for a class" }).click();
    expect(await page.getByLabel("Copy it by hand").inputValue()).toMatch(/^http.*bare=on/);
    await page.locator(".model canvas").first().hover();
    const middle = String.raw`point \(-?0\.0\d, -?0\.0\d\) · `; // but for half a pixel
    await page.getByText(new RegExp(`${middle}code`)).waitFor(); // of the autoencoder
    await page.getByText(new RegExp(`${middle}taken for data`)).waitFor(); // of the GAN, which does not encode
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("learns what is drawn on it, up to where a link says, and gives it away as JSON and as a GIF", async () => {
    const { page, complaints } = await demo.visit(`#/playground?${SMALLEST}&layers=data,samples&data=drawing`);
    const pad = (await page.getByRole("img", { name: "A square to draw on" }).boundingBox())!;
    await page.getByRole("button", { name: "Clear" }).click();
    await page.mouse.move(pad.x + 20, pad.y + 20);
    await page.mouse.down();
    await page.mouse.move(pad.x + 150, pad.y + 90, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => page.url(), { timeout: PATIENCE }).toMatch(/strokes=[^&]+/);
    await page.goto(`${page.url()}&until=60`);
    await page.reload();
    await reach(page, 60);
    await page.getByRole("button", { name: "Train" }).waitFor();
    expect(await stepOf(page)).toBe(60);

    const { link, models } = JSON.parse(String(await savedBy(page, "Configuration (JSON)")));
    expect(link).toBe(page.url());
    expect(models).toMatchObject([{ step: 60, changes: [], configuration: { data: { type: "drawing" } } }]);
    const gif = await savedBy(page, "Animation (GIF)");
    expect(String(gif.subarray(0, 6))).toBe("GIF89a");
    expect(gif.length).toBeGreaterThan(1000);
    expect(await stepOf(page)).toBe(60); // it went through all that was kept, and back
    expect(errorsIn(complaints)).toEqual([]);
    await page.context().close();
  });

  test("goes on from what was kept when the graphics context is lost", async () => {
    const { page, complaints } = await demo.visit("#/lessons");
    await patchWorkers(page, "(self.contexts ??= []).push(made);");
    await page.goto(`${page.url().split("#")[0]}#/playground?${SMALLEST}&layers=data&engine=webgl`);
    await page.reload();
    await reach(page, 55);
    for (const worker of page.workers()) {
      await worker.evaluate(() => {
        for (const gl of (self as unknown as { contexts: WebGL2RenderingContext[] }).contexts) {
          gl.getExtension("WEBGL_lose_context")?.loseContext();
        }
      });
    }
    const kept = await recoveredFrom(page);
    expect(kept).toBeGreaterThanOrEqual(50);
    await reach(page, kept + 5);
    expect(errorsIn(complaints)).toEqual([]);
    await page.context().close();
  });

  test("trains on WebGPU where the browser has it, and says where it has none", async () => {
    const { page, complaints } = await demo.visit(`#/playground?${SMALLEST}&engine=webgpu`);
    const adapter = await page.evaluate(async () => {
      const { gpu } = navigator as unknown as { gpu?: { requestAdapter(): Promise<object | null> } };
      return (await gpu?.requestAdapter()) != null;
    });
    const notice = page.getByText("Compiled WebGPU could not be used here: this browser gives no WebGPU.");
    if (!adapter) await notice.waitFor();
    await reach(page, 30); // the first 20 steps are eager
    expect(await notice.count()).toBe(adapter ? 0 : 1);
    expect(errorsIn(complaints)).toEqual([]);
    await page.context().close();
  });

  test("says that there is no WebGL, and trains on WebAssembly", async () => {
    const { page, complaints } = await demo.visit("#/lessons");
    await patchWorkers(page, "return null;");
    await page.goto(`${page.url().split("#")[0]}#/playground?${SMALLEST}&engine=webgl`);
    await page.reload();
    await page
      .getByText("WebGL could not be used here: this browser gives no WebGL 2. Models train on Compiled WebAssembly.")
      .waitFor();
    await reach(page, 20);
    expect(errorsIn(complaints)).toEqual([]);
    await page.context().close();
  });

  test("fits a phone, and is worked by the keyboard", async () => {
    const { page, complaints } = await demo.visit(`#/playground?${SMALLEST}`, {
      viewport: { width: 390, height: 844 },
    });
    await reach(page, 10);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole("button", { name: "Pause" }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Train" }).waitFor();
    await page.getByRole("radio", { name: "Ring" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.url(), { timeout: PATIENCE }).toContain("data=grid");
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => stepOf(page), { timeout: PATIENCE }).toBe(1);
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Pause" }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

const stepOf = async (page: Page) => Number(await page.locator(".step-count .number").textContent());

/** Waits until all models have done so many steps. */
async function reach(page: Page, step: number, timeout = PATIENCE): Promise<void> {
  await page.waitForFunction(
    (least) => Number(document.querySelector(".step-count .number")?.textContent) >= least,
    step,
    { timeout, polling: 50 },
  );
}

/** Pauses, and takes the curves that the page saves: a line for each number. */
async function pausedCurves(page: Page): Promise<readonly string[]> {
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Train" }).waitFor();
  return curvesOf(page);
}

const curvesOf = async (page: Page): Promise<readonly string[]> =>
  String(await savedBy(page, "Curves (CSV)"))
    .trim()
    .split("\n");

/** The steps of the runs that the browser keeps. */
const keptSteps = (page: Page): Promise<readonly number[]> =>
  page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => request.addEventListener("success", () => resolve(request.result)));
    const database = await asked(indexedDB.open("genlab"));
    const runs = await asked(database.transaction("runs").objectStore("runs").getAll());
    database.close();
    return runs.map(({ step }) => step);
  });

/** The file that a button saves. */
async function savedBy(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  return readFileSync(await download.path());
}

/** Complaints, but for the browser's own warnings of a lost context, and for what was on its way when the page was left. */
const errorsIn = (complaints: readonly string[]) => complaints.filter((text) => !/^warning|ERR_ABORTED$/.test(text));

const stepIn = (line: string) => Number(line.split(",")[2]);

const upTo = (curves: readonly string[], step: number) => curves.filter((line) => stepIn(line) <= step);

function lossAt(curves: readonly string[], step: number, name: string): number {
  const line = curves.find((one) => one.startsWith("1,") && stepIn(one) === step && one.split(",")[3] === name);
  return Number(line?.split(",").at(-1));
}

const tensorsOf = (page: Page) => page.locator(".speed").first().getAttribute("title");
