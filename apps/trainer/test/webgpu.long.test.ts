import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { genlab, workFolder } from "./genlab.js";

/** What Debian's Chromium brings: a loader of Vulkan drivers, and one in software. */
const CHROMIUM = "/usr/lib/chromium";
const DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`;
const isHere = existsSync(DRIVER) && existsSync(`${CHROMIUM}/libvulkan.so.1`);
if (!isHere) console.warn(`Tests of the engine webgpu are left out: there is no ${DRIVER}.`);

const folder = workFolder();
const vulkan = { LD_LIBRARY_PATH: CHROMIUM, VK_ICD_FILENAMES: DRIVER };
const block = pathToFileURL(fileURLToPath(new URL("block-packages.mjs", import.meta.url))).href;
const TIMEOUT = 600_000;

async function trained(model: readonly string[], engine: string, environment: Readonly<Record<string, string>> = {}) {
  const out = `${model[0]}-${engine}`;
  const words = ["train", ...model, "--engine", engine, "--steps", "3", "--report-every", "1", "--out", out];
  const { code, stdout, stderr } = await genlab(folder.path, words, { ...vulkan, ...environment });
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  const lines = (await readFile(join(folder.path, out, "metrics.jsonl"), "utf8")).trim().split("\n");
  const reports = lines.map((line) => JSON.parse(line) as { losses?: object; evaluation?: object });
  return { stdout, stderr, losses: reports.map(({ losses, evaluation }) => losses ?? evaluation) };
}

it.skipIf(!isHere).each<[string, readonly string[]]>([
  ["a VAE", ["vae", "--set", "model.network=dense", "--set", "model.hidden=[64]"]],
  ["a DCGAN", ["gan", "--set", "model.network=convolutional", "--set", "model.channels=[16,32]"]],
])("trains %s of digits on webgpu as on the processor", { timeout: TIMEOUT }, async (_, model) => {
  const [onGpu, onProcessor] = [await trained(model, "webgpu"), await trained(model, "onnx")];
  expect(onGpu.stdout).toMatch(/compiled for ONNX Runtime [\d.]+, by its C interface, on webgpu\n/);
  expect(onGpu.losses.length).toBe(4);
  for (const [i, losses] of onProcessor.losses.entries()) {
    for (const [path, value] of numbersOf(losses)) {
      const given = numbersOf(onGpu.losses[i]).get(path)!;
      expect(Math.abs(given - value) / Math.max(1, Math.abs(value)), `${path} of report ${i}`).toBeLessThan(1e-3);
    }
  }
});

it.skipIf(!isHere)("trains eagerly on webgpu without koffi, and says so", { timeout: TIMEOUT }, async () => {
  const words = ["train", "vae", "--set", "model.hidden=[4]", "--set", "model.network=dense", "--engine", "webgpu"];
  const { code, stdout, stderr } = await genlab(folder.path, [...words, "--steps", "1"], {
    ...vulkan,
    NODE_OPTIONS: `--import ${block}`,
    BLOCKED_PACKAGES: "koffi",
  });
  expect([code, stderr]).toEqual([
    0,
    "Steps are not compiled for webgpu: package koffi not installed; to have it: npx -y pnpm@12 install, in the clone. Training is eager.\n",
  ]);
  expect(stdout).toContain("eager on webgpu\n");
});

/** Every number by its path. */
function numbersOf(value: unknown, path = ""): Map<string, number> {
  if (typeof value === "number") return new Map([[path, value]]);
  return new Map(Object.entries(value as object).flatMap(([key, each]) => [...numbersOf(each, `${path}/${key}`)]));
}
