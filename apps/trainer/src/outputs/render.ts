import type { DenoisingAutoencoder } from "@genlab/ae";
import type { Executor, Model, Reconstructs, Rng } from "@genlab/core";
import { type Dataset, fromArrays } from "@genlab/data";
import type { Section } from "../pictures/section.js";
import { mapInBatches } from "./in-batches.js";

export interface RenderOptions {
  /** Places of the examples in the dataset. */
  readonly indices: readonly number[];
  /** Of a batch. */
  readonly size: number;
  readonly executor: Executor;
  readonly rng: Rng;
  /** Damages the examples first, as in training. Default: they are taken as they are. */
  readonly damage?: DenoisingAutoencoder | undefined;
  /** What to call what the model makes. Default "reconstructions". */
  readonly label?: string;
  /** What to call examples as they are. Default "originals". */
  readonly given?: string;
}

/** Examples, damaged ones where they are damaged, and what the model makes of them. */
export async function render(
  model: Model & Reconstructs,
  data: Dataset,
  { indices, damage, label = "reconstructions", given = "originals", ...options }: RenderOptions,
): Promise<readonly [originals: Section, ...Section[]]> {
  const common = { ...options, model };
  const originals = { label: given, examples: data.batch(indices).x! };
  const damaged = damage && {
    label: "noisy",
    examples: await mapInBatches(data, { ...common, indices, done: "damaged" }, (x, context) =>
      damage.corrupt(x, context),
    ),
  };
  const seen = fromArrays({ x: (damaged ?? originals).examples });
  const made = await mapInBatches(seen, { ...common, done: label }, (x, context) => model.reconstruct(x, context));
  return [originals, ...(damaged ? [damaged] : []), { label, examples: made }];
}
