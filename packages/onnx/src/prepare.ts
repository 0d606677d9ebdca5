import { type Graph, optimize } from "@genlab/graph";
import { channelsFirst } from "./passes/channels-first.js";
import { fuseBias } from "./passes/fuse-bias.js";
import { gates } from "./passes/gates.js";

/** The passes that make a graph one that ONNX Runtime runs fast. */
export const prepare = (graph: Graph): Graph => optimize(fuseBias(gates(optimize(channelsFirst(optimize(graph))))));
