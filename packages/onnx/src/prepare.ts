import { type Graph, optimize, type Pass } from "@genlab/graph";
import { channelsFirst } from "./passes/channels-first.js";
import { channelsLast } from "./passes/channels-last.js";
import { fuseBias } from "./passes/fuse-bias.js";
import { gates } from "./passes/gates.js";
import { trailingOnes } from "./passes/trailing-ones.js";

export interface PrepareOptions {
  /** Of ONNX Runtime's blocked convolutions, where it has them. Default: none, for a graph that runs anywhere. */
  readonly blockSize?: number | undefined;
}

/** The passes that make a graph one that ONNX Runtime runs fast. */
export function prepare(graph: Graph, { blockSize }: PrepareOptions = {}): Graph {
  const blocked: Pass = blockSize === undefined ? (same) => same : channelsLast(blockSize);
  return optimize(trailingOnes(fuseBias(gates(optimize(channelsFirst(blocked(optimize(graph))))))));
}
