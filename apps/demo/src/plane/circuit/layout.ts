import type { Circuit } from "../../session/looks/circuit.js";

/** A part of a phase, and its place: rows from the top, and the share of the width from the left at its middle. */
export interface Place {
  readonly name: string;
  readonly row: number;
  readonly across: number;
}

/** Where the parts of a phase stand: each below what flows into it, and the loss last. */
export function placesOf({ flows, given }: Pick<Circuit, "flows" | "given">): readonly Place[] {
  const above = partsAbove({ flows, given });
  const below = (name: string) => [...above].filter(([, parts]) => parts.has(name)).map(([part]) => part);
  const depths = new Map<string, number>();
  const depthOf = (name: string): number => {
    const depth = depths.get(name) ?? Math.max(-1, ...[...(above.get(name) ?? [])].map(depthOf)) + 1;
    depths.set(name, depth);
    return depth;
  };
  const names = [...new Set([...flows.flatMap(({ from, to }) => [...from, to]), ...given])];
  for (const name of names) depthOf(name);
  // what no network makes stands just above where it goes
  for (const name of names) if (!above.has(name)) depths.set(name, Math.min(...below(name).map(depthOf)) - 1);
  const rows = [...new Set(depths.values())].sort((a, b) => a - b);
  return rows.flatMap((depth, row) => {
    const beside = [...depths].filter(([, one]) => one === depth).map(([name]) => name);
    return beside.map((name, i) => ({ name, row, across: (i + 0.5) / beside.length }));
  });
}

/** By part, all that flow into it; but for what would close a circle. */
function partsAbove({ flows, given }: Pick<Circuit, "flows" | "given">): ReadonlyMap<string, ReadonlySet<string>> {
  const above = new Map<string, Set<string>>();
  const isAbove = (name: string, other: string): boolean =>
    name === other || [...(above.get(other) ?? [])].some((part) => isAbove(name, part));
  for (const { from, to } of [...flows, { from: given, to: "loss" }]) {
    for (const name of from) if (!isAbove(to, name)) above.set(to, (above.get(to) ?? new Set()).add(name));
  }
  return above;
}
