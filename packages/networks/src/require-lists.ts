import { describe, GenlabError, requireCounts } from "@genlab/core";

/** Throws unless all are lists of counts, such as the sizes of hidden layers. */
export function requireLists(owner: string, lists: Readonly<Record<string, readonly number[]>>): void {
  for (const [name, list] of Object.entries(lists)) {
    if (!Array.isArray(list))
      throw new GenlabError(
        `\`${name}\` of ${owner} is ${describe(list)}. Expected a list, one number a layer: [64, 128].`,
      );
    requireCounts(owner, Object.fromEntries(list.map((size, i) => [`${name}[${i}]`, size])));
  }
}
