import { GenlabError } from "@genlab/base";

/** Refuses options where there are none: JavaScript would drop them in silence. */
export function refuseOptions(owner: string, given: readonly unknown[]): void {
  if (given.every((one) => one === undefined)) return;
  throw new GenlabError(`${owner} has no options: its measures are those of the paper. Leave them out.`);
}
