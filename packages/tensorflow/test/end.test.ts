import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { LIBRARY } from "./open-tensorflow.js";

const entry = fileURLToPath(new URL("../dist/node.js", import.meta.url));

it.skipIf(LIBRARY === undefined)("a process that has opened TensorFlow ends as it should", () => {
  const program = `
    const { openTensorflowExecutor } = await import(${JSON.stringify(entry)});
    const executor = await openTensorflowExecutor({ library: ${JSON.stringify(LIBRARY)}, threads: 2 });
    console.log(executor.name);`;
  const { status, signal, stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", program]);
  expect([status, signal, `${stdout}`]).toEqual([
    0,
    null,
    expect.stringMatching(
      /^compiled for TensorFlow [\d.]+, by its C interface, on .*, 2 threads, updates in WebAssembly\n$/,
    ),
  ]);
});
