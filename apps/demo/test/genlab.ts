import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import type { Page } from "playwright";

const cli = fileURLToPath(new URL("../../trainer/dist/bundle/cli.js", import.meta.url));

/** The command-line tool in a folder: `genlabIn(folder)("train", "vae")`. */
export const genlabIn =
  (folder: string) =>
  (...words: string[]) =>
    promisify(execFile)(process.execPath, [cli, ...words], { cwd: folder });

/** Presses a button that saves a zip, and gives its files. */
export async function saved(page: Page, button: string): Promise<Readonly<Record<string, Uint8Array>>> {
  const download = page.waitForEvent("download", { timeout: 300_000 });
  await page.getByRole("button", { name: button, exact: true }).click();
  const files = Object.entries(unzipSync(await readFile(await (await download).path())));
  return Object.fromEntries(files.filter(([path]) => !path.endsWith("/")));
}

/** Writes files into a folder. */
export async function unpack(files: Readonly<Record<string, Uint8Array>>, folder: string): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
