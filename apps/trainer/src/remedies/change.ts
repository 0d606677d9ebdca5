import { isOptimizer } from "../config/merge.js";
import { isObject } from "../config/run-config.js";
import { type Difference, differences } from "../resuming/differences.js";

/** A setting that is another since a run began: by an option of `genlab resume`; or by the doctor, who says why, and since when. */
export interface Change extends Difference {
  /** Steps that were done before it. Absent where an option changed it. */
  readonly since?: number;
  /** The fault that it is for, by its name. */
  readonly fault?: string;
  /** The figures that told of it, in words. */
  readonly evidence?: string;
  /** `config.json` was edited against it since, and what the doctor did is told all the same. */
  readonly overruled?: true;
}

/** `since step 300 model.beta 50 → 5, for posterior-collapse: the KL of …`; other words where an option changed it. */
export function describeChange({ path, from, to, since, fault, evidence, overruled }: Change): string {
  const [before, after] = [expanded(from, to), to];
  const leaves =
    isObject(before) && isObject(after)
      ? differences(before, after, path)
      : [{ path, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
  const settings = leaves.map((leaf) => `${leaf.path.join(".")} ${textOf(leaf.from)} → ${textOf(leaf.to)}`).join(", ");
  return since === undefined
    ? `${settings}, by an option`
    : `since step ${since} ${settings}, for ${fault}: ${evidence}${overruled ? " (until config.json was edited)" : ""}`;
}

/** One optimizer for all phases as one for each, where the other is that. */
export function expanded(from: unknown, to: unknown): unknown {
  if (!isObject(from) || !isObject(to) || !isOptimizer(from) || isOptimizer(to)) return from;
  return Object.fromEntries(Object.keys(to).map((phase) => [phase, from]));
}

const textOf = (value: unknown) => (value === undefined ? "(nothing)" : JSON.stringify(value));
