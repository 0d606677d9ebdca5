import { GenlabError } from "@genlab/core";

/**
 * Names of layers in a PyTorch module, by those that `pytorchLayout` gives: `{ "decoder.0": "fc3" }`. A list is of layers whose outputs follow one
 * another in one layer here, such as those of mean and log-variance: `{ "encoder.3": ["fc21", "fc22"] }`.
 */
export type WeightNames = Readonly<Record<string, string | readonly string[]>>;

/** The tensors of a file that make up a variable, with the rows that each has. */
export function partsOf(name: string, shape: readonly number[], names: WeightNames = {}) {
  const rows = shape[0] ?? 1;
  const prefix = Object.keys(names).find((each) => name === each || name.startsWith(`${each}.`));
  const others =
    prefix === undefined ? [name] : [names[prefix]!].flat().map((each) => each + name.slice(prefix.length));
  if (rows % others.length !== 0) {
    throw new GenlabError(`"${name}" [${shape.join(", ")}] cannot be cut into ${others.length}: ${others.join(", ")}.`);
  }
  const count = rows / others.length;
  return others.map((each, i) => ({ name: each, start: i * count, end: (i + 1) * count }));
}
