import type { Rng } from "@genlab/core";
import type { Inputs } from "./inputs.js";

export interface ChooseExamplesOptions {
  /** How many, if there are as many. Default: all. */
  readonly count?: number | undefined;
  /** Absent: the first ones. */
  readonly rng?: Rng | undefined;
}

/** Places of examples: the first ones, or those that are drawn, each once. Those are the same as in the first batch of a dataset. */
export function chooseExamples(
  { data }: Inputs,
  { count = data.length, rng }: ChooseExamplesOptions,
): readonly number[] {
  const all = Array.from({ length: data.length }, (_, index) => index);
  const draws = rng?.fork("epoch/0");
  for (let i = all.length - 1; draws && i > 0; i--) {
    const j = Math.floor(draws.random() * (i + 1));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all.slice(0, count);
}
