import { GenlabError, suggestion } from "@genlab/core";

/**
 * Names of layers in a PyTorch module, by those that `pytorchLayout` gives: `{ "decoder.0": "fc3" }`. A list is of layers whose outputs follow one
 * another in one layer here, such as those of mean and log-variance: `{ "encoder.3": ["fc21", "fc22"] }`.
 */
export type WeightNames = Readonly<Record<string, string | readonly string[]>>;

/** A tensor of a file that a variable is in, or is cut into, with its share of the axis of outputs. */
export interface Part {
  readonly name: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** Whose parts are looked for: what it is called and how it lies in a file, and which of its axes has the outputs. */
export interface Named {
  readonly name: string;
  readonly shape: readonly number[];
  readonly outputs: number;
}

/** The tensors of a file that make up a variable. */
export function partsOf({ name, shape, outputs }: Named, names: WeightNames = {}): readonly Part[] {
  const prefix = prefixOf(name, names);
  const others =
    prefix === undefined ? [name] : [names[prefix]!].flat().map((each) => each + name.slice(prefix.length));
  const size = shape[outputs] ?? 1;
  if (size % others.length !== 0) {
    throw new GenlabError(`"${name}" [${shape.join(", ")}] cannot be cut into ${others.length}: ${others.join(", ")}.`);
  }
  const count = size / others.length;
  return others.map((each, i) => ({
    name: each,
    shape: shape.map((length, axis) => (axis === outputs ? count : length)),
    start: i * count,
    end: (i + 1) * count,
  }));
}

/** The longest that meets it, so that a layer may be called otherwise than the module that it is in. */
function prefixOf(name: string, names: WeightNames): string | undefined {
  const met = Object.keys(names).filter((each) => name === each || name.startsWith(`${each}.`));
  return met.sort((a, b) => b.length - a.length)[0];
}

/** @throws GenlabError for names that meet no variable, and where two variables would have the same. */
export function requireNames(variables: readonly Named[], names: WeightNames = {}): void {
  const paths = variables.map(({ name }) => name);
  for (const given of Object.keys(names)) {
    if (paths.some((path) => path === given || path.startsWith(`${given}.`))) continue;
    const layers = [...new Set(paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf(".")))))].filter(Boolean);
    throw new GenlabError(
      `\`names\` has "${given}", which nothing is called here. ${suggestion(given, layers, "layers")}`,
    );
  }
  const taken = new Map<string, string>();
  for (const variable of variables) {
    for (const { name } of partsOf(variable, names)) {
      const before = taken.get(name);
      if (before !== undefined) {
        throw new GenlabError(
          `"${before}" and "${variable.name}" would both be called "${name}". Give each a name of its own in \`names\`.`,
        );
      }
      taken.set(name, variable.name);
    }
  }
}
