import { type Graph, optimize, type Pass } from "@genlab/graph";
import { channelsFirst } from "./passes/channels-first.js";
import { channelsLast } from "./passes/channels-last.js";
import { fuseBias } from "./passes/fuse-bias.js";
import { gates } from "./passes/gates.js";
import { stayInBlocks } from "./passes/stay-in-blocks.js";
import { sumsInTwo } from "./passes/sums-in-two.js";
import { trailingOnes } from "./passes/trailing-ones.js";

export interface PrepareOptions {
  /** Of ONNX Runtime's blocked convolutions, where it has them. Default: none, for a graph that runs anywhere. */
  readonly blockSize?: number | undefined;
}

/** The passes that make a graph one that ONNX Runtime runs fast. */
export function prepare(graph: Graph, { blockSize }: PrepareOptions = {}): Graph {
  const blocks = blockSize === undefined ? [] : [channelsLast(blockSize)];
  const passes = [
    optimize,
    ...blocks,
    channelsFirst,
    optimize,
    gates,
    fuseBias,
    stayInBlocks,
    trailingOnes,
    sumsInTwo,
    optimize,
  ];
  return passes.reduce((current: Graph, pass: Pass) => pass(current), graph);
}
