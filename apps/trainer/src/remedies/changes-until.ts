import { isDeepStrictEqual } from "node:util";
import { isObject } from "../config/run-config.js";
import { type Difference, withDifference } from "../resuming/differences.js";
import { type Change, expanded } from "./change.js";

/**
 * The changes that hold where a run goes on from a step: what the doctor changed later is left out, for the run comes to it again; what options
 * changed of that since holds all the same, and changes what was there before.
 */
export function changesUntil(changes: readonly Change[], step: number): readonly Change[] {
  const until: Change[] = [];
  for (const change of changes.toReversed()) {
    const isLater = change.since !== undefined && change.since > step;
    if (!isLater) {
      until.unshift(change);
      continue;
    }
    if (change.overruled) continue;
    const split = { ...change, to: expanded(change.from, change.to) };
    const options = until.map((later) => (later.since === undefined ? overFormer(later, change, split.to) : later));
    const isWithin = ({ path, since }: Change) =>
      since === undefined && isAbove(change.path, path) && isObject(split.to);
    const { path, from, to } = split;
    const parted = !isDeepStrictEqual(from, to) && until.some(isWithin) ? [{ path, from, to }] : [];
    until.splice(0, until.length, ...parted, ...options);
  }
  return until.filter(({ from, to }) => !isDeepStrictEqual(from, to));
}

/** What an option changed, as a change of what was there before the doctor's. */
function overFormer(option: Change, { path, from, to }: Difference, split: unknown): Change {
  if (isDeepStrictEqual(option.path, path) || isAbove(path, option.path)) {
    const rest = option.path.slice(path.length);
    return isDeepStrictEqual(option.from, valueAt(to, rest)) ? withFrom(option, valueAt(split, rest)) : option;
  }
  if (!isAbove(option.path, path) || !isObject(option.from)) return option;
  const undone = { path: path.slice(option.path.length), from: to, to: from };
  return withFrom(option, withDifference(option.from, undone));
}

function withFrom({ from: _, ...option }: Change, from: unknown): Change {
  return from === undefined ? option : { ...option, from };
}

const isAbove = (one: readonly string[], other: readonly string[]) =>
  one.length < other.length && one.every((key, i) => key === other[i]);

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
