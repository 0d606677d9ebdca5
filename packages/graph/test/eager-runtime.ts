import { GenlabError } from "@genlab/core";
import { dispose, keep, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { evaluators } from "../src/evaluators.js";
import { type DType, evaluate, type Runtime, valuesOf } from "../src/index.js";

/** Graphs on the tfjs backend that is set, operation by operation: the least that a runtime can be. */
export const eagerRuntime = (): Runtime<Tensor> => ({
  name: "tfjs",
  details: "by the evaluator of graphs",
  async compile(graph) {
    const inputs = graph.nodes.flatMap((node) => (node.op === "input" ? [node.attributes.name] : []));
    const unknown = graph.nodes.find(({ op }) => op !== "input" && op !== "constant" && !(op in evaluators));
    if (unknown) throw new GenlabError(`There is no operation "${unknown.op}".`);
    return { inputs, run: async (given) => evaluate(graph, given), async dispose() {} };
  },
  put: (entries, { shape, dtype }) => tidy(() => keep(tensor(entries.slice(), [...shape], dtype))),
  read: (value) => valuesOf(value.dataSync(), value.dtype as DType),
  free: (value) => dispose(value),
  async dispose() {},
});
