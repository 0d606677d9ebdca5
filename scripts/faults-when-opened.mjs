import { existsSync } from "node:fs";
import { chromium } from "playwright";
import { preview } from "vite";

/** What goes wrong while a built page is used in Chromium; undefined where there is no Chromium. `use` ends when all is well. */
export async function faultsWhenOpened(outDir, use) {
  const { CHROMIUM_PATH } = process.env;
  const places = [CHROMIUM_PATH ?? "/usr/bin/chromium", chromium.executablePath()];
  const executablePath = places.find((path) => existsSync(path));
  if (!executablePath) return undefined;
  const options = { configFile: false, appType: "mpa", build: { outDir }, preview: { port: 0 }, logLevel: "error" };
  const server = await preview(options); // "mpa": what is missing is missing, and no page instead of it
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const tab = await browser.newPage();
    const failed = new Promise((_, reject) => {
      tab.on("pageerror", reject);
      tab.on("response", (response) => {
        if (response.status() >= 400) reject(new Error(`${response.url()} is ${response.status()}`));
      });
    });
    const opened = tab.goto(server.resolvedUrls.local[0], { timeout: 0 });
    await Promise.race([opened.then(() => use(tab)), failed]);
    return [];
  } catch (error) {
    return [error.message];
  } finally {
    await browser.close();
    await server.close();
  }
}
