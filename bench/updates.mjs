// Processor time of a training step with updates in WebAssembly and by ONNX Runtime, in turns: see bench/README.md.
import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { createOnnxExecutor, openOnnxRuntime } from "@genlab/onnx";
import { findLibrary } from "@genlab/onnx/node";
import { adam } from "@genlab/optim";
import { encodeCheckpoint, Trainer } from "@genlab/trainers";
import koffi from "koffi";
import { batchSize, workloads } from "./workloads.mjs";

const [names = Object.keys(workloads).join(","), steps = "100", threads = "1"] = process.argv.slice(2);
console.log("| | updates | processor ms a step: least | tenth | median | least ms | median | same bits |");
console.log("| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |");
for (const name of names.split(",")) await measure(name, workloads[name]);
process.exit(0);

async function measure(name, { shape, create, adam: options }) {
  const ort = openOnnxRuntime({ koffi, library: findLibrary() });
  const contenders = [];
  for (const updatesInWasm of [true, false]) {
    const executor = await createOnnxExecutor(ort, { threads: Number(threads), updatesInWasm });
    const rng = createRng(1);
    const trainer = new Trainer(create(rng), { optimizer: adam(options), rng, executor });
    contenders.push({ label: updatesInWasm ? "WebAssembly" : "ONNX Runtime", trainer, used: [], taken: [] });
  }
  const x = {
    data: new Float32Array(batchSize * shape.reduce((size, length) => size * length)),
    shape: [batchSize, ...shape],
  };
  createRng(2).fillUniform(x.data, 0, 1);
  for (let i = 0; i < Number(steps); i++) {
    for (const { trainer, used, taken } of contenders) {
      const [cpu, begin] = [process.cpuUsage(), performance.now()];
      for (const terms of (await trainer.update({ x })).values()) await terms.read();
      const { user, system } = process.cpuUsage(cpu);
      if (i < 2) continue; // the first compiles
      used.push((user + system) / 1000);
      taken.push(performance.now() - begin);
    }
  }
  const [a, b] = await Promise.all(contenders.map(({ trainer }) => encodeCheckpoint(trainer, null)));
  const isSame = Buffer.compare(a, b) === 0 ? "yes" : "no";
  for (const { label, used, taken, trainer } of contenders) {
    const numbers = [at(used, 0), at(used, 0.1), at(used, 0.5), at(taken, 0), at(taken, 0.5)];
    console.log(`| ${[name, label, ...numbers.map((ms) => ms.toPrecision(3)), isSame].join(" | ")} |`);
    trainer.dispose();
    await trainer.executor.dispose();
  }
}

function at(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)];
}
