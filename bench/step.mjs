// Milliseconds a training step, of GenLab's engines and of their peers, as tables: see bench/README.md.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    python: { type: "string" },
    only: { type: "string" },
    steps: { type: "string" },
    rounds: { type: "string", default: "5" },
    all: { type: "boolean", default: false },
  },
});

/** Steps of a turn. */
const stepsOf = { "mlp-vae": 30, "conv-vae": 15, "dcgan-28": 5, "dcgan-64": 3 };
const longestTurn = 6000; // ms
const threads = availableParallelism();
const reference = "PyTorch";

const engine = (...words) => [process.execPath, "engine.mjs", ...words];
const peer = (...words) => [options.python, ...words];
const contenders = {
  "GenLab compiled": engine("onnx"),
  "GenLab compiled, updates by ONNX Runtime": engine("onnx-alone"),
  "GenLab compiled, TensorFlow": engine("tensorflow"),
  "GenLab compiled, TensorFlow, bfloat16": engine("tensorflow-bfloat16"),
  "GenLab eager, tfjs-node": engine("tfjs-node"),
  "GenLab eager, WebGPU": engine("webgpu"),
  "GenLab eager, wasm": engine("wasm"),
  "GenLab eager, tfjs' own wasm": engine("wasm-bare"),
  [reference]: peer("peers/step_torch.py", "eager"),
  "PyTorch, fused Adam": peer("peers/step_torch.py", "fused"),
  "torch.compile, fused Adam": peer("peers/step_torch.py", "compile"),
  "TensorFlow tf.function": peer("peers/step_tensorflow.py", "graph"),
  "TensorFlow tf.function, XLA": peer("peers/step_tensorflow.py", "xla"),
  "JAX jit": peer("peers/step_jax.py", "jit"),
};
/** Seconds to minutes a step. */
const slow = (name, workload) => name.endsWith("own wasm") || (name.endsWith("wasm") && workload.startsWith("dcgan"));

const absent = new Map();
const workloads = options.only?.split(",") ?? Object.keys(stepsOf);
const unknown = workloads.find((workload) => !(workload in stepsOf));
if (unknown !== undefined) {
  throw new RangeError(`--only names the workload "${unknown}". Expected of ${Object.keys(stepsOf).join(", ")}.`);
}
console.log(`Node ${process.versions.node}, ${threads} threads.`);
for (const workload of workloads) printTable(workload, await measure(workload));
if (absent.size > 0) console.log(`\nNot here:\n${[...absent].map((each) => `- ${each.join(": ")}`).join("\n")}`);

/** What there is of each contender that runs here: `{ name, times, first, memory }`, or why it stopped. */
async function measure(workload) {
  const running = [];
  for (const [name, command] of Object.entries(contenders)) {
    if (absent.has(name) || (slow(name, workload) && !options.all)) continue;
    const contender = await start(name, command, workload);
    if (contender !== undefined) running.push(contender);
  }
  // in turns, so that a busy moment of the machine meets everyone
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const contender of running) {
      if (contender.error !== undefined || contender.stepTime > longestTurn) continue;
      await pause(100); // threads of the last one may still spin
      const fitting = Math.floor(longestTurn / contender.stepTime);
      const reply = await contender.ask(Math.min(Number(options.steps ?? stepsOf[workload]), fitting));
      contender.times.push(...(reply.times ?? []));
      Object.assign(contender, { ...reply, times: contender.times });
    }
  }
  for (const { stop } of running) await stop();
  return running;
}

/** A child process after two steps: the first compiles, the second tells how long one takes. */
async function start(name, [command, program, ...words], workload) {
  if (command === undefined) {
    absent.set(name, "no --python");
    return undefined;
  }
  const child = startChild(command, [fileURLToPath(new URL(program, import.meta.url)), ...words, workload, threads]);
  const { error, ready } = await child.next();
  if (error !== undefined) {
    absent.set(name, error);
    await child.stop();
    return undefined;
  }
  const { times: [first, stepTime] = [], ...rest } = await child.ask(2);
  // the slowest are not asked again
  return { ...child, ...rest, name, ready, first, stepTime, times: stepTime > longestTurn ? [stepTime] : [] };
}

/**
 * A process that tells `{ ready: version }` or `{ error }`, and answers a line, a number of steps, by their times in milliseconds, the
 * last step's loss, and the peak of its memory in MiB: `{ times, loss, memory }`, or `{ error }`.
 */
function startChild(command, words) {
  const child = spawn(command, words, {
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3", PYTHONDONTWRITEBYTECODE: "1" },
  });
  let complaint = "it ended";
  createInterface({ input: child.stderr }).on("line", (line) => {
    complaint = line || complaint;
  });
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve({ error: error.message }));
    child.on("close", (_, signal) => resolve({ error: signal ?? complaint }));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = lines.next.bind(lines);
  const next = () => Promise.race([ended, line().then(({ value, done }) => (done ? ended : JSON.parse(value)))]);
  const ask = async (steps) => {
    child.stdin.write(`${steps}\n`);
    const reply = await next();
    return reply.loss === null ? { error: "the loss is not finite" } : reply;
  };
  const stop = () => {
    child.stdin.end();
    child.kill();
    return ended;
  };
  child.stdin.on("error", () => {}); // it ended before it read: `ended` tells why
  return { next, ask, stop };
}

function printTable(workload, measured) {
  const medians = new Map(measured.map(({ name, times }) => [name, median(times)]));
  console.log(`\n| ${workload} | ms a step | × ${reference} | least ms | first step, s | peak memory, MiB | loss | |`);
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
  for (const { name, times, first, memory, loss, ready, error } of measured) {
    const ratio = medians.get(name) / medians.get(reference);
    const numbers = [medians.get(name), ratio, Math.min(...times), first / 1000, Math.round(memory), loss].map(show);
    console.log(`| ${[name, ...numbers, error ?? ready].join(" | ")} |`);
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
}

/** Three digits. */
function show(value) {
  if (!Number.isFinite(value)) return "–";
  return value < 100 ? value.toPrecision(3) : value.toFixed(0);
}
