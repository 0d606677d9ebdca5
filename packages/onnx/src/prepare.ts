import { type Graph, optimize } from "@genlab/graph";
import { channelsFirst } from "./passes/channels-first.js";
import { fuseBias } from "./passes/fuse-bias.js";

/** The passes that make a graph one that ONNX Runtime runs fast. */
export const prepare = (graph: Graph): Graph => optimize(fuseBias(optimize(channelsFirst(optimize(graph)))));
