import { isElementwise } from "../elementwise-names.js";
import type { Graph, Node } from "../node.js";
import { equalShapes } from "../shapes.js";

/** Nodes that are computed together: entry by entry in one loop, or one alone. */
export interface Group {
  /** In an order of computation. */
  readonly nodes: readonly Node[];
  readonly isChain: boolean;
}

interface Draft {
  nodes: Node[];
  readonly isChain: boolean;
  readonly shape: readonly number[];
  readonly needs: Set<Draft>;
  /** The one that took it up. */
  mergedInto?: Draft;
}

/** A loop of more than so many operations keeps too many values at a time. */
const MOST_NODES = 48;

const isSource = ({ op }: Node): boolean => op === "input" || op === "constant";
const isInChain = (node: Node): boolean => isElementwise(node) || node.op === "broadcast";

/** The groups of a graph, in an order of computation. */
export function partition(graph: Graph): Group[] {
  const drafts = new Map<Node, Draft>();
  const draftOf = (node: Node): Draft | undefined => found(drafts.get(node));
  for (const node of graph.nodes) {
    if (isSource(node)) continue;
    const needs = new Set(node.inputs.flatMap((each) => draftOf(each) ?? []));
    let draft: Draft = {
      nodes: [node],
      isChain: isInChain(node),
      shape: node.shape,
      needs,
    };
    drafts.set(node, draft);
    if (!draft.isChain) continue;
    for (const each of [...needs]) {
      const candidate = found(each)!;
      if (canJoin(candidate, draft)) draft = join(candidate, draft);
    }
  }
  return inOrder(graph, draftOf);
}

const found = (draft: Draft | undefined): Draft | undefined => {
  let current = draft;
  while (current?.mergedInto) current = current.mergedInto;
  return current;
};

function canJoin(producer: Draft, consumer: Draft): boolean {
  if (producer === consumer || !producer.isChain || !equalShapes(producer.shape, consumer.shape)) return false;
  if (producer.nodes.length + consumer.nodes.length > MOST_NODES) return false;
  return !leadsAround(producer, consumer);
}

/** Whether something between them must be computed after the one and before the other. */
function leadsAround(producer: Draft, consumer: Draft): boolean {
  const seen = new Set<Draft>();
  const pending = [...consumer.needs].map((each) => found(each)!).filter((each) => each !== producer);
  for (let draft = pending.pop(); draft; draft = pending.pop()) {
    if (draft === producer) return true;
    if (seen.has(draft) || draft === consumer) continue;
    seen.add(draft);
    for (const each of draft.needs) pending.push(found(each)!);
  }
  return false;
}

function join(into: Draft, from: Draft): Draft {
  into.nodes.push(...from.nodes);
  for (const each of from.needs) if (found(each) !== into) into.needs.add(found(each)!);
  into.needs.delete(from);
  into.needs.delete(into);
  from.mergedInto = into;
  return into;
}

function inOrder(graph: Graph, draftOf: (node: Node) => Draft | undefined): Group[] {
  const position = new Map(graph.nodes.map((node, i) => [node, i]));
  const groups: Group[] = [];
  const done = new Set<Draft>();
  const place = (draft: Draft): void => {
    // an own stack: a long chain would overflow that of JavaScript
    const stack = [draft];
    while (stack.length > 0) {
      const next = stack.at(-1)!;
      const missing = done.has(next)
        ? []
        : [...next.needs].map((each) => found(each)!).filter((each) => !done.has(each) && each !== next);
      if (missing.length > 0) stack.push(...missing);
      else {
        stack.pop();
        if (done.has(next)) continue;
        done.add(next);
        const nodes = next.nodes.toSorted((a, b) => position.get(a)! - position.get(b)!);
        groups.push({ nodes, isChain: next.isChain });
      }
    }
  };
  for (const node of graph.nodes) {
    const draft = draftOf(node);
    if (draft) place(draft);
  }
  return groups;
}
