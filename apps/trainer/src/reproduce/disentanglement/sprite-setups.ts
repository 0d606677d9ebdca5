import type { ModelConfiguration, OptimizersConfiguration } from "@genlab/zoo";

/** A model whose codes are compared with what the sprites were drawn from. */
export interface SpriteSetup {
  /** What the table calls it. */
  readonly title: string;
  readonly model: ModelConfiguration;
  readonly optimizer: OptimizersConfiguration;
}

const networks = { network: "dense", hidden: [256, 256], latent: 10 } as const;
const optimizer = { type: "adam", learningRate: 1e-3 } as const;

/** Models by the names that `--model` takes. */
export const spriteSetups: Readonly<Record<string, SpriteSetup>> = {
  vae: { title: "VAE", model: { type: "vae", ...networks }, optimizer },
  "beta-tc-vae": {
    title: "β-TC-VAE, β = 6",
    model: { type: "beta-tc-vae", beta: 6, ...networks },
    optimizer,
  },
};
