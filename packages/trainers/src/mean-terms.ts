import type { PendingTerms } from "@genlab/core";

export interface WeightedTerms {
  readonly terms: PendingTerms;
  /** Examples that they are of. */
  readonly count: number;
}

/** The terms of several batches as those of one: means, each batch by its size. A term of the last batch alone is as it is there. */
export function meanTerms(batches: readonly WeightedTerms[]): PendingTerms {
  return {
    async read() {
      const read = await Promise.all(batches.map(async ({ terms, count }) => ({ values: await terms.read(), count })));
      const last = Object.keys(read.at(-1)?.values ?? {});
      return Object.fromEntries(
        last.map((term) => {
          const having = read.filter(({ values }) => term in values);
          const examples = having.reduce((sum, { count }) => sum + count, 0);
          return [term, having.reduce((sum, { values, count }) => sum + values[term]! * (count / examples), 0)];
        }),
      );
    },
    dispose: () => {
      for (const { terms } of batches) terms.dispose();
    },
  };
}
