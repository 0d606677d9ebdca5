import { createRng, type Rng } from "@genlab/core";
import { isRange, type Sweep, type Variation } from "./sweep-schema.js";

/** Values by the path of their setting. */
export type Settings = Readonly<Record<string, unknown>>;

/** The settings that a sweep tries, each once; the same for the same sweep. */
export function chooseSettings({ vary, method = "grid", runs = 0, seed = 0 }: Sweep): readonly Settings[] {
  const variations = Object.entries(vary);
  if (method === "grid") return combinations(variations);
  const rng = createRng(seed);
  const columns = variations.map(([path, variation]) => {
    const draws = rng.fork(path);
    const places = method === "random" ? uniform(runs, draws) : stratified(runs, draws);
    return [path, places.map((place) => valueAt(variation, place))] as const;
  });
  return Array.from({ length: runs }, (_, run) =>
    Object.fromEntries(columns.map(([path, values]) => [path, values[run]])),
  );
}

/** The last setting changes fastest. */
function combinations(variations: readonly (readonly [string, Variation])[]): readonly Settings[] {
  return variations.reduce<readonly Settings[]>(
    (before, [path, values]) =>
      before.flatMap((settings) => (values as readonly unknown[]).map((value) => ({ ...settings, [path]: value }))),
    [{}],
  );
}

const uniform = (count: number, rng: Rng) => Array.from({ length: count }, () => rng.random());

/** One place in each of `count` equal parts of [0, 1), in any order: a column of a Latin hypercube. McKay et al. 1979. */
function stratified(count: number, rng: Rng): readonly number[] {
  const places = Array.from({ length: count }, (_, part) => (part + rng.random()) / count);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(rng.random() * (i + 1));
    [places[i], places[j]] = [places[j]!, places[i]!];
  }
  return places;
}

/** The value at a place in [0, 1). */
function valueAt(variation: Variation, place: number): unknown {
  if (!isRange(variation)) return variation[Math.floor(place * variation.length)];
  const { from, to, scale = "linear", whole = false } = variation;
  // the ends of a range of whole numbers are as likely as the others
  const [low, high] = whole ? [Math.ceil(from), Math.floor(to) + 1] : [from, to];
  const value = scale === "log" ? low * (high / low) ** place : low + place * (high - low);
  return whole ? Math.min(Math.floor(value), high - 1) : value;
}
