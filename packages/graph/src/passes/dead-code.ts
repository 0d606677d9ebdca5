import type { Graph } from "../node.js";
import { graphOf } from "../rewrite.js";

/** Drops the nodes that no output needs, inputs included. */
export const deadCode = ({ name, nodes, outputs }: Graph): Graph => graphOf(name, outputs, nodes);
