import type { Metrics } from "@genlab/trainers/node";
import { MORE_IS_BETTER } from "../outputs/figures.js";
import { Best } from "../training/best.js";
import type { Sweep } from "./sweep-schema.js";

export const FIGURES_OF = "figures.";

type Goal = NonNullable<Sweep["goal"]>;

/**
 * The last value of the goal in the log of a run; absent where there is none yet.
 *
 * @throws GenlabError where the run has no such loss or figure.
 */
export function valueIn(log: readonly Metrics[], { of }: Goal): number | undefined {
  const best = new Best({ of }, []);
  const taken = log.map((line) => best.watched(line)).findLast((one) => one !== undefined);
  return taken && best.valueIn(taken);
}

/** Puts the better of two values first; what is not finite is worst. */
export function compareBy({ of, most = MORE_IS_BETTER.includes(of.slice(FIGURES_OF.length)) }: Goal) {
  const costOf = (value: number) => (Number.isFinite(value) ? (most ? -value : value) : Number.POSITIVE_INFINITY);
  return (a: number, b: number): number => {
    const [first, second] = [costOf(a), costOf(b)];
    return first === second ? 0 : first - second;
  };
}
