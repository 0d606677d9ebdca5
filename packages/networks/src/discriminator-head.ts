import { count, GenlabError, type Given, type Layer, type Rng } from "@genlab/core";
import type { LinearOptions } from "@genlab/layers";
import { ProjectionHead } from "./projection-head.js";

/** What every discriminator says of its output. */
export const judgementSettings = {
  outputs: count("Numbers that the discriminator gives an example; more than 1 where it also classifies.", {
    default: 1,
  }),
  condition: count(
    "Size of the context's condition, on which the last features are projected: see `ProjectionHead`. 0: no condition.",
    { default: 0, min: 0 },
  ),
};

export interface JudgementOptions extends Given<typeof judgementSettings> {}

interface HeadOptions extends JudgementOptions {
  readonly inputs: number;
  readonly linear: (options: LinearOptions, rng: Rng) => Layer;
}

/** A discriminator's last layer, from `[batch, inputs]` to `[batch, outputs]`. */
export function discriminatorHead(options: HeadOptions, rng: Rng): Layer {
  const { inputs, outputs = 1, condition = 0, linear } = options;
  if (condition === 0) return linear({ inputs, outputs }, rng);
  if (outputs === 1) return new ProjectionHead({ inputs, condition, linear }, rng);
  throw new GenlabError(
    `A discriminator with a condition of size ${condition} has ${outputs} outputs. Project on the condition or classify, not both.`,
  );
}
