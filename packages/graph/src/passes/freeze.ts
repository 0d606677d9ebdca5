import { constant } from "../make.js";
import type { Graph, Values } from "../node.js";
import { rewrite } from "../rewrite.js";

/** Puts constants in the place of the inputs that have a value by their name. */
export const freeze = (graph: Graph, values: ReadonlyMap<string, Values>): Graph =>
  rewrite(graph, (node) => {
    const value = node.op === "input" ? values.get(node.attributes.name) : undefined;
    return value ? constant(value, node.shape, node.dtype) : node;
  });
