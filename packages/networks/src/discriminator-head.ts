import { GenlabError, type Layer, type Rng, type Values } from "@genlab/core";
import type { LinearOptions } from "@genlab/layers";
import { ProjectionHead } from "./projection-head.js";
import type { judgementSettings } from "./settings/judgement-settings.js";

interface HeadOptions extends Values<typeof judgementSettings> {
  readonly inputs: number;
  readonly linear: (options: LinearOptions, rng: Rng) => Layer;
}

/** A discriminator's last layer, from `[batch, inputs]` to `[batch, outputs]`. */
export function discriminatorHead({ inputs, outputs, condition, linear }: HeadOptions, rng: Rng): Layer {
  if (condition === 0) return linear({ inputs, outputs }, rng);
  if (outputs === 1) return new ProjectionHead({ inputs, condition, linear }, rng);
  throw new GenlabError(
    `A discriminator with a condition of size ${condition} has ${outputs} outputs. Project on the condition or classify, not both.`,
  );
}
