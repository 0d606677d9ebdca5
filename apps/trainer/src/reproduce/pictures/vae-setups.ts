import type { ImageSetup } from "../image-runs.js";

const run = { batchSize: 64, steps: 3000 } as const;
const networks = { latent: 16, network: "dense", hidden: [256] } as const;

/** Variational autoencoders of the zoo. */
export const vaeSetups: Readonly<Record<string, ImageSetup>> = {
  vae: { ...run, model: { type: "vae", ...networks } },
  "convolutional-vae": { ...run, model: { type: "vae", latent: 16 } },
  "capacity-vae": { ...run, model: { type: "capacity-vae", ...networks, steps: 2500, gamma: 30 } },
  "conditional-vae": { ...run, model: { type: "conditional-vae", ...networks } },
  iwae: { ...run, model: { type: "iwae", ...networks } },
  "beta-tc-vae": { ...run, model: { type: "beta-tc-vae", ...networks, beta: 3 } },
  "factor-vae": { ...run, model: { type: "factor-vae", ...networks, gamma: 10, discriminatorHidden: [200, 200] } },
  "info-vae": { ...run, model: { type: "info-vae", ...networks } },
  "ladder-vae": { ...run, model: { type: "ladder-vae", ...networks } },
  "vamp-vae": { ...run, model: { type: "vamp-vae", ...networks, components: 100 } },
  "vq-vae": { ...run, model: { type: "vq-vae", ...networks, places: 16, codes: 256 } },
  "two-stage-vae": {
    ...run,
    model: { type: "two-stage-vae", ...networks, firstSteps: 2000, codeHidden: [256, 256] },
    steps: 4000,
  },
};
