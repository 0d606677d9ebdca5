import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { build } from "vite";
import { expect, it } from "vitest";
import { findChromium, howToGetChromium } from "../../../scripts/find-chromium.js";

// an ordinary import of core, and gradients by tfjs itself: nothing but the import's side effect registers them
const app = `
  import "@tensorflow/tfjs-backend-cpu";
  import { createRng } from "@genlab/core";
  import { conv2d, env, grads, matMul, reshape, setBackend, sum, tanh } from "@tensorflow/tfjs-core";

  env().set("IS_TEST", true); // silences the backend's advertisement
  await setBackend("cpu");
  const rng = createRng(1);
  const loss = (x, filter, weight) => sum(matMul(reshape(tanh(conv2d(x, filter, 1, "same")), [1, 8]), weight));
  let result;
  try {
    const slopes = grads(loss)([rng.normal([1, 2, 2, 1]), rng.normal([2, 2, 1, 2]), rng.normal([8, 1])]);
    result = slopes.map((slope) => slope.shape.join("x")).join(" ");
  } catch (error) {
    result = error.message;
  }
  console.log(result);
  globalThis.result = result;
`;

/** Builds the app as Vite does for production: one minified file, without what has no use or side effect. */
async function bundle(platform: "node" | "browser", honest = true): Promise<string> {
  const output = await build({
    root: fileURLToPath(new URL("../../..", import.meta.url)),
    configFile: false,
    logLevel: "error",
    plugins: [
      {
        name: "app",
        resolveId: (id) => (id === "virtual:app" ? "\0app" : undefined),
        load: (id) => (id === "\0app" ? app : undefined),
        transform: (code, id) =>
          !honest && id.includes("/core/dist/") ? { code, moduleSideEffects: false } : undefined,
      },
    ],
    ssr: { noExternal: true },
    build: {
      ssr: platform === "node",
      write: false,
      minify: true,
      target: "es2022",
      modulePreload: false,
      rollupOptions: { input: "virtual:app" },
    },
  });
  const [first] = [output].flat();
  if (!first || !("output" in first)) throw new Error("Vite gave no output.");
  const chunks = first.output.filter((part) => part.type === "chunk");
  expect(chunks).toHaveLength(1);
  return chunks[0]!.code;
}

function runInNode(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), "genlab-bundle-"));
  try {
    writeFileSync(join(folder, "app.mjs"), code);
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "app.mjs")], { encoding: "utf8" });
    return stdout.trim() || stderr.slice(-500); // before that, the whole bundle
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const shapes = "1x2x2x1 2x2x1x2 8x1";

it("takes gradients in a production bundle, in Node", async () => {
  const code = await bundle("node");
  expect(code.split("\n").length).toBeLessThan(100); // minified
  expect(runInNode(code)).toBe(shapes);
});

it("would lose them if package.json did not list the side effects", async () => {
  expect(runInNode(await bundle("node", false))).toContain("gradient function not found");
});

const executablePath = findChromium();
const title = executablePath ? "takes gradients in a production bundle, in Chromium" : howToGetChromium;

it.skipIf(!executablePath)(title, async () => {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  const browser = await chromium.launch({ executablePath: executablePath!, args });
  try {
    const page = await browser.newPage();
    await page.setContent("<!doctype html>");
    await page.addScriptTag({ content: await bundle("browser"), type: "module" });
    await page.waitForFunction("globalThis.result");
    expect(await page.evaluate("globalThis.result")).toBe(shapes);
  } finally {
    await browser.close();
  }
});
