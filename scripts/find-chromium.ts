import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";

/**
 * The Chromium that browser tests drive: `CHROMIUM_PATH`, one that is installed in a usual place, or Playwright's own.
 *
 * @throws Error where `CHROMIUM_PATH` names no file.
 */
export function findChromium(): string | undefined {
  const { CHROMIUM_PATH } = process.env;
  if (!CHROMIUM_PATH) return [...usualPlaces(), chromium.executablePath()].find((path) => existsSync(path));
  if (existsSync(CHROMIUM_PATH)) return CHROMIUM_PATH;
  throw new Error(`CHROMIUM_PATH is "${CHROMIUM_PATH}", where there is no file. Unset it to look in the usual places.`);
}

/** How to get a Chromium, in one line. */
export const howToGetChromium =
  "needs Chromium: npx playwright install chromium, or apt-get install chromium, or set CHROMIUM_PATH";

function usualPlaces(): string[] {
  switch (process.platform) {
    case "darwin":
      return ["Chromium", "Google Chrome", "Microsoft Edge"].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case "win32":
      return [process.env.LOCALAPPDATA, process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"]].flatMap((folder) =>
        folder
          ? [
              "Chromium/Application/chrome.exe",
              "Google/Chrome/Application/chrome.exe",
              "Microsoft/Edge/Application/msedge.exe",
            ].map((file) => join(folder, file))
          : [],
      );
    default:
      return ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map(
        (name) => `/usr/bin/${name}`,
      );
  }
}
