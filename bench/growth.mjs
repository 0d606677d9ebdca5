// Time and memory of a training step, of the first one and of a checkpoint as the work grows, compiled on ONNX Runtime and in PyTorch:
// node bench/growth.mjs [--python PATH] [--only batch,side,parameters,layers]. See bench/README.md.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: { python: { type: "string" }, only: { type: "string", default: "batch,side,parameters,layers" } },
});
const threads = `${availableParallelism()}`;

const image = { kind: "convolutional", shape: [28, 28, 1], channels: [32, 64], latent: 16, batch: 128 };
const vector = { kind: "dense", shape: [784], latent: 20, batch: 32 };
const widths = [32, 64, 128, 256, 512, 512];

/** VAEs that grow in one direction, by what is written in a row. */
const axes = {
  batch: [32, 64, 128, 256, 512, 1024].map((batch) => [batch, { ...image, batch }]),
  side: [28, 64, 128, 256].map((side) => [
    side,
    // down to 4 to 7 pixels
    { ...image, shape: [side, side, 3], channels: widths.slice(0, Math.floor(Math.log2(side / 4))), batch: 16 },
  ]),
  parameters: [400, 1100, 1870, 3500, 6690].map((width) => [
    `${Number((((784 + width + 32) * 2 * width) / 1e6).toPrecision(2))} M`,
    { ...vector, hidden: [width, width] },
  ]),
  layers: [4, 16, 64, 256].map((count) => [2 * count, { ...vector, hidden: Array(count).fill(64) }]),
};

const contenders = [
  ["GenLab", process.execPath, "growth-case.mjs"],
  ...(options.python ? [["PyTorch", options.python, "peers/growth_torch.py"]] : []),
];

for (const axis of options.only.split(",")) {
  if (!(axis in axes)) throw new RangeError(`--only names "${axis}". Expected of ${Object.keys(axes).join(", ")}.`);
  console.log(`\n| ${axis} | | ms a step | × PyTorch | first step, s | checkpoint, s | its MB | peak memory, MiB |`);
  console.log("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const [size, workload] of axes[axis]) {
    const results = [];
    for (const [name, ...command] of contenders) results.push([name, await measure(...command, workload)]);
    const peer = results.find(([name]) => name === "PyTorch")?.[1];
    for (const [name, { error, step, first, checkpoint, bytes, memory }] of results) {
      const numbers = [step, step / peer?.step, first / 1000, checkpoint / 1000, bytes / 1e6, memory];
      console.log(`| ${[size, name, ...(error ? [error] : numbers.map(show))].join(" | ")} |`);
    }
  }
}

/** What a process says of a workload: `{ first, step, checkpoint }` in ms, `bytes`, `memory` in MiB; or `{ error }`. */
function measure(program, script, workload) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(program, [path, threads, JSON.stringify(workload)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  let [answer, complaint] = ["", ""];
  child.stdout.on("data", (data) => {
    answer += data;
  });
  child.stderr.on("data", (data) => {
    complaint += data;
  });
  return new Promise((resolve) => {
    child.on("error", ({ message }) => resolve({ error: message }));
    child.on("close", (code, signal) =>
      resolve(code === 0 ? JSON.parse(answer) : { error: signal ?? complaint.trim().split("\n").at(-1) }),
    );
  });
}

/** Three digits. */
function show(value) {
  if (!Number.isFinite(value)) return "–";
  return value < 100 ? value.toPrecision(3) : value.toFixed(0);
}
