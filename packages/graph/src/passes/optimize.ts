import type { Graph } from "../node.js";
import { broadcasts } from "./broadcasts.js";
import { commonSubexpressions } from "./common-subexpressions.js";
import { constantFolding } from "./constant-folding.js";
import { deadCode } from "./dead-code.js";
import { identities } from "./identities.js";
import { reshapes } from "./reshapes.js";
import { transposes } from "./transposes.js";

/** A function from graph to graph that computes the same. */
export type Pass = (graph: Graph) => Graph;

const PASSES: readonly Pass[] = [constantFolding, broadcasts, identities, reshapes, transposes, commonSubexpressions];

/** What one pass leaves is often work for another; in practice they settle in three or four rounds. */
const MOST_ROUNDS = 10;

/** All passes, again and again until nothing changes. */
export function optimize(graph: Graph): Graph {
  let before = deadCode(graph);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const after = PASSES.reduce((current, pass) => pass(current), before);
    const isSettled =
      after.nodes.length === before.nodes.length && after.nodes.every((node, i) => node === before.nodes[i]);
    if (isSettled) break;
    before = after;
  }
  return before;
}
