// Milliseconds a training step on each engine that works here, as a table: see bench/README.md.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    engines: { type: "string" },
    python: { type: "string" },
    turns: { type: "string", default: "5" },
    milliseconds: { type: "string", default: "1000" },
  },
});
const workloads = ["mlp-vae", "conv-vae"];
const names = options.engines?.split(",") ?? ["tensorflow", "webgpu", "wasm", "wasm-bare", "cpu"];

const engines = [];
for (const engine of [...(options.python ? [startPython(options.python)] : []), ...names.map(startNode)]) {
  const { error } = await engine.next();
  if (error === undefined) engines.push(engine);
  else console.log(`${engine.name}: not here (${error})`);
}

const times = new Map(engines.map(({ name }) => [name, new Map(workloads.map((workload) => [workload, []]))]));
for (const workload of workloads) {
  const running = [];
  for (const engine of engines) {
    const warmUp = await engine.ask(`${workload} ${options.milliseconds}`);
    if (warmUp.error !== undefined) console.log(`${engine.name}, ${workload}: ${warmUp.error}`);
    // one step of a minute is figure enough
    else if (warmUp.times[0] > 10 * options.milliseconds) times.get(engine.name).get(workload).push(warmUp.times[0]);
    else running.push(engine);
  }
  // in turns, so that a busy moment of the machine meets every engine
  for (let turn = 0; turn < Number(options.turns); turn++) {
    for (const engine of running) {
      const reply = await engine.ask(`${workload} ${options.milliseconds}`);
      times
        .get(engine.name)
        .get(workload)
        .push(...reply.times);
    }
  }
}
for (const engine of engines) engine.stop();
printTable();

function startNode(name) {
  const program = fileURLToPath(new URL("engine.mjs", import.meta.url));
  return startEngine(name, process.execPath, [program, name, ...(options.engines ? ["asked"] : [])]);
}

function startPython(python) {
  return startEngine("pytorch", python, [fileURLToPath(new URL("peers/step.py", import.meta.url))]);
}

/** A child process that answers every line with a line of JSON. */
function startEngine(name, command, words) {
  const child = spawn(command, words, { stdio: ["pipe", "pipe", "inherit"] });
  const failed = new Promise((resolve) => child.on("error", (error) => resolve({ error: error.message })));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = () =>
    Promise.race([failed, lines.next().then(({ value, done }) => (done ? { error: "it ended" } : JSON.parse(value)))]);
  const ask = (line) => {
    child.stdin.write(`${line}\n`);
    return next();
  };
  return { name, next, ask, stop: () => child.stdin.end() };
}

function printTable() {
  const medians = engines.map(({ name }) => workloads.map((workload) => median(times.get(name).get(workload))));
  const first = medians[0] ?? [];
  console.log(
    `| ms a step (× ${engines[0]?.name}) | ${workloads.join(" | ")} |\n| --- | ${workloads.map(() => "---:").join(" | ")} |`,
  );
  engines.forEach(({ name }, row) => {
    const cells = medians[row].map((ms, i) => (ms === undefined ? "–" : `${show(ms)} (${show(ms / first[i])})`));
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  });
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function show(value) {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}
