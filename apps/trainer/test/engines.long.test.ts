import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { coreCount } from "../src/engines/core-count.js";
import { genlab, tiny, workFolder } from "./genlab.js";

const folder = workFolder();
const block = pathToFileURL(fileURLToPath(new URL("block-packages.mjs", import.meta.url))).href;
const words = tiny.filter((word) => word !== "--engine" && word !== "cpu");

/** Runs the tool where packages are not installed. */
const without = (packages: readonly string[], words: readonly string[]) =>
  genlab(folder.path, words, {
    NODE_OPTIONS: `--import ${block}`,
    BLOCKED_PACKAGES: packages.join(","),
    XDG_CACHE_HOME: folder.path, // where no TensorFlow is installed
  });

const missing = "package onnxruntime-node not installed; to have it: npx -y pnpm@12 install, in the clone";
const others = ["@tensorflow/tfjs-node", "@tensorflow/tfjs-node-gpu", "webgpu"];

it("auto trains in ONNX Runtime, and elsewhere its runs are shown, and resumed on another engine", {
  timeout: 300_000,
}, async () => {
  const { code, stdout } = await without(others, [...words, "--steps", "5", "--out", "compiled"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^vae \(dense\) on digits, 5 steps, compiled for ONNX Runtime [\d.]+.* on cpu, \d+ threads?, updates in WebAssembly\n/,
  );

  const elsewhere = (...words: string[]) => without(["onnxruntime-node"], words);
  expect(await elsewhere("sample", "compiled")).toEqual({
    ...{ code: 0, stdout: "compiled/sample.png\n" },
    stderr: `engine onnx passed over: No usable backend: onnx (${missing}).\n`,
  });
  expect(await elsewhere("resume", "compiled", "--steps", "6")).toMatchObject({
    code: 2,
    stderr: `error: No usable backend: onnx (${missing}). The run can go on with another engine: --engine compiled.\n`,
  });
  for (const [engine, steps] of [
    ["compiled", "6"],
    ["wasm", "7"],
  ] as const) {
    expect(await elsewhere("resume", "compiled", "--steps", steps, "--engine", engine)).toMatchObject({ code: 0 });
  }
});

it("auto trains on compiled steps in WebAssembly where ONNX Runtime is not installed, and says so", async () => {
  const { code, stdout, stderr } = await without([...others, "onnxruntime-node"], [...words, "--steps", "1"]);
  expect([code, stderr]).toEqual([0, `engine onnx, the fastest on a processor, passed over: ${missing}\n`]);
  expect(stdout).toMatch(/^vae \(dense\) on digits, 1 steps, compiled for WebAssembly with .*\n/);
});

it("the binding of ONNX Runtime runs where its C interface cannot", async () => {
  const { stdout } = await without(["koffi"], [...words, "--engine", "onnx", "--threads", "1", "--steps", "1"]);
  expect(stdout).toMatch(/compiled for ONNX Runtime [\d.]+ on cpu, 1 thread\n/);
});

it("a provider that the package lacks is refused, and so is one of another engine", async () => {
  const lacking = process.platform === "win32" ? "coreml" : "dml";
  const { code, stderr } = await genlab(folder.path, [...words, "--provider", lacking]);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    `error: ONNX Runtime starts on none of the execution providers. ${lacking}: no available backend`,
  );
  expect(stderr).toContain('"Engines" in the README of @genlab/trainer says what each needs.');
  expect(await genlab(folder.path, [...tiny, "--provider", "cuda"])).toMatchObject({
    code: 2,
    stderr:
      'error: provider is "cuda", which is of the engine onnx; the engine is cpu. Give --engine onnx, or --provider cpu.\n',
  });
});

it("there is a core", () => {
  expect(coreCount()).toBeGreaterThanOrEqual(1);
});
