// Times convolutions and their gradients in ONNX Runtime as `prepare` writes them: for any runtime (channels first), and where it has
// blocked convolutions. As a table: node scripts/measure-convolutions.mjs [THREADS]. A quiet machine is needed.
import { availableParallelism } from "node:os";
import { graphOf, input, make } from "@genlab/graph";
import { encodeModel, lower, openOnnxRuntime, prepare } from "@genlab/onnx";
import koffi from "koffi";
import { findLibrary } from "../dist/node.js";
import { probe } from "../dist/runtime/probe.js";

// by its C interface: the binding's copies of results would count as well
const ort = openOnnxRuntime({ koffi, library: findLibrary() });
const [threads = availableParallelism()] = process.argv.slice(2).map(Number);
const turns = 15;
const [taps, batch] = [4, 128];
const { blockSize } = await probe(ort, (model) => ort.InferenceSession.create(model, {}));
const window = { strides: [2, 2], pads: [1, 1, 1, 1], depthwise: false };

/** [height and width, channels, outputs] */
const sizes = [
  [28, 1, 32],
  [14, 32, 64],
  [28, 1, 64],
  [14, 64, 128],
  [64, 3, 64],
  [32, 64, 128],
  [16, 128, 256],
  [8, 256, 512],
];

const kinds = {
  forward: (x, filter) => make("conv2d", [x, filter], { ...window, dilations: [1, 1] }),
  "by the filter": (x, filter, dy) => make("conv2dByFilter", [x, dy], { ...window, filterShape: filter.shape }),
  "by the input": (x, filter, dy) => make("conv2dByInput", [dy, filter], { ...window, inputShape: x.shape }),
};

for (const [kind, kernel] of Object.entries(kinds)) {
  console.log(`\n| ${kind} | channels first, ms | with blocks, ms |\n| --- | ---: | ---: |`);
  for (const [length, channels, outputs] of sizes) {
    const x = input("x", [batch, length, length, channels]);
    const filter = input("filter", [taps, taps, channels, outputs]);
    const dy = input("dy", [batch, length / 2, length / 2, outputs]);
    const graph = graphOf(kind, [{ name: "y", node: kernel(x, filter, dy) }], [x, filter, dy]);
    const runs = await Promise.all([{}, { blockSize }].map((options) => runOf(prepare(graph, options))));
    const times = runs.map(() => []);
    for (let turn = 0; turn < turns + 2; turn++) {
      for (const [i, run] of runs.entries()) {
        const begin = performance.now();
        await run();
        if (turn >= 2) times[i].push(performance.now() - begin);
      }
    }
    const medians = times.map((each) => each.sort((a, b) => a - b)[turns >> 1].toFixed(1));
    console.log(`| ${length}² · ${channels} → ${length / 2}² · ${outputs} | ${medians.join(" | ")} |`);
  }
}

/** A function that runs the graph on random numbers. */
async function runOf(graph) {
  const extra = { session: { force_spinning_stop: "1" } };
  const options = { intraOpNumThreads: Number(threads), logSeverityLevel: 3, extra };
  const session = await ort.InferenceSession.create(encodeModel({ graph: lower(graph), metadata: {} }), options);
  const feeds = {};
  for (const node of graph.nodes.filter(({ op }) => op === "input")) {
    const size = node.shape.reduce((product, each) => product * each, 1);
    feeds[node.attributes.name] = new ort.Tensor(
      "float32",
      Float32Array.from({ length: size }, Math.random),
      node.shape,
    );
  }
  const [{ node }] = graph.outputs;
  const y = new ort.Tensor(
    "float32",
    new Float32Array(node.shape.reduce((product, each) => product * each, 1)),
    node.shape,
  );
  return () => session.run(feeds, { y });
}
