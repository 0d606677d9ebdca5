import type { ModelConfiguration } from "@genlab/zoo";

/** A model whose likelihood is estimated. */
export interface LikelihoodSetup {
  /** What the table calls it. */
  readonly title: string;
  readonly model: ModelConfiguration;
  /** What the IWAE's paper says of it, in nats: appendix D, with the fixed binarisation and one stochastic layer. */
  readonly published: number;
}

const networks = { network: "dense", hidden: [200, 200], latent: 50 } as const;

/** Models by the names that `--model` takes. */
export const likelihoodSetups: Readonly<Record<string, LikelihoodSetup>> = {
  vae: { title: "VAE", model: { type: "vae", ...networks }, published: -88.71 },
  iwae: { title: "IWAE, k = 5", model: { type: "iwae", samples: 5, ...networks }, published: -87.63 },
};
