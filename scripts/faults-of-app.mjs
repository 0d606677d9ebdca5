import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { faultsWhenOpened } from "./faults-when-opened.mjs";

/** What is wrong with the app of an example, built by Vite and opened in Chromium, where it is given pictures of the docs. */
export async function faultsOfApp(folder) {
  const outDir = mkdtempSync(join(tmpdir(), "app-"));
  try {
    await build({ root: folder, configFile: false, logLevel: "error", build: { outDir, emptyOutDir: true } });
    const pictures = readdirSync("docs/images").filter((name) => name.startsWith("demo-"));
    const faults = await faultsWhenOpened(outDir, async (tab) => {
      const files = pictures.map((name) => join("docs/images", name));
      await tab.setInputFiles("#files", files);
      await tab.getByText("Trained.").waitFor({ timeout: 0 });
    });
    return faults?.join("\n");
  } finally {
    rmSync(outDir, { recursive: true });
  }
}
