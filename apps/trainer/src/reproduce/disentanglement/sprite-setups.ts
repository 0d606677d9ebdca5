import type { ModelConfiguration, OptimizersConfiguration } from "@genlab/zoo";

/** A model whose codes are compared with what the sprites were drawn from. */
export interface SpriteSetup {
  /** What the table calls it. */
  readonly title: string;
  readonly model: ModelConfiguration;
  readonly optimizer: OptimizersConfiguration;
}

const networks = { network: "dense", hidden: [256, 256], latent: 10 } as const;
const optimizer = { type: "adam", learningRate: 2e-3 } as const;

/** In a batch the estimate of the total correlation sees log 512 = 6.2 nats of a code: see `decomposedElbo`. */
export const BATCH = 512;

/** Models by the names that `--model` takes. */
export const spriteSetups: Readonly<Record<string, SpriteSetup>> = {
  vae: { title: "VAE", model: { type: "vae", ...networks }, optimizer },
  "beta-tc-vae": {
    title: "β-TC-VAE, β = 4",
    model: { type: "beta-tc-vae", beta: { type: "linear", from: 1, to: 4, steps: 1000 }, ...networks },
    optimizer,
  },
};
