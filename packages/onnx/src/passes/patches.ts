import { constant, make, type Node } from "@genlab/graph";

export type Size = readonly [number, number, number, number];
export type Numbers2 = readonly [number, number];
export type NodeNamed<Name extends Node["op"]> = Extract<Node, { readonly op: Name }>;

export function reshape(x: Node, shape: readonly number[]): Node {
  return make("reshape", [x], { shape });
}
