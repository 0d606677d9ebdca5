import { readFileSync } from "node:fs";
import type { LossCase } from "@genlab/testing";

/** The cases of each loss by its name, from a file that a script of the same name has written. */
export function readFixture(name: string): { readonly source: string; cases(loss: string): readonly LossCase[] } {
  const text = readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8");
  const { source, ...losses } = JSON.parse(text) as { source: string } & Record<string, readonly LossCase[]>;
  return {
    source,
    cases(loss) {
      const cases = losses[loss];
      if (!cases) throw new Error(`${name}.json has no case of ${loss}, only of ${Object.keys(losses).join(", ")}.`);
      return cases;
    },
  };
}
