import { input } from "../make.js";
import type { Graph, Node, Output } from "../node.js";
import { graphOf, rewrite } from "../rewrite.js";

/** What names of values begin with that the first half gives to the second. */
export const GRADIENT = "gradient/";
export const CARRIED = "carried/";

/** A program in two graphs, of which the second takes what the first gives as `gradient/PATH`, and as `carried/N` what else it needs of it. */
export interface Halves {
  readonly gradients: Graph;
  readonly update: Graph;
}

/**
 * Parts a program at the gradients that it updates variables by, by dataflow: whatever is made of them is the update (clipping, moments, new
 * values, norms that are reported), with what that alone needs, such as a count of steps; all else comes before. Averages of `gradient/PATH` over
 * several batches are those of one batch that has them all.
 *
 * Undefined where there is nothing to part: no gradient that an output is made of, or one that an update comes before.
 *
 * @param gradients as `trace` gives them
 */
export function cut(graph: Graph, gradients: ReadonlyMap<string, Node>): Halves | undefined {
  const computed = new Set(graph.nodes.filter(({ op }) => op !== "input" && op !== "constant"));
  // what may be handed on, by its name there
  const seam = new Map<Node, string>();
  for (const [path, node] of gradients) if (computed.has(node) && !seam.has(node)) seam.set(node, `${GRADIENT}${path}`);
  const later = new Set<Node>();
  for (const node of graph.nodes) if (node.inputs.some((each) => seam.has(each) || later.has(each))) later.add(node);
  if (later.size === 0 || [...seam.keys()].some((node) => later.has(node))) return undefined;
  const [made, others] = parted(graph.outputs, ({ node }) => later.has(node));
  const around = ancestorsOf(made.map(({ node }) => node));
  const [beside, first] = parted(others, ({ node }) => around.has(node) && computed.has(node) && !seam.has(node));
  const before = ancestorsOf([...seam.keys(), ...first.map(({ node }) => node)]);
  const [early, own] = parted(beside, ({ node }) => before.has(node));
  for (const node of before) if (computed.has(node) && !seam.has(node)) seam.set(node, `${CARRIED}${seam.size}`);
  const isLate = new Set([...made, ...own]);
  const outputs = graph.outputs.filter((output) => isLate.has(output));
  const update = rewrite({ ...graph, outputs }, (node, original) => {
    const name = seam.get(original);
    return name === undefined ? node : input(name, node.shape, node.dtype);
  });
  const taken = new Set(update.nodes.map((node) => (node.op === "input" ? node.attributes.name : "")));
  const given = [...seam].filter(([, name]) => taken.has(name)).map(([node, name]) => ({ name, node }));
  return { gradients: graphOf(graph.name, [...first, ...early, ...given], graph.nodes), update };
}

/** Those of which something holds, and the others. */
function parted(outputs: readonly Output[], holds: (output: Output) => boolean): [Output[], Output[]] {
  return [outputs.filter(holds), outputs.filter((output) => !holds(output))];
}

/** The nodes themselves, and all that they are made of. */
const ancestorsOf = (nodes: readonly Node[]): ReadonlySet<Node> =>
  new Set(
    graphOf(
      "",
      nodes.map((node) => ({ name: "", node })),
    ).nodes,
  );
