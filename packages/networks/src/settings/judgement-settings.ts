import { count, type Given } from "@genlab/core";

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
