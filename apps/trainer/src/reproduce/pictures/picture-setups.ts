import { models } from "@genlab/zoo";
import type { ImageSetup } from "../image-runs.js";
import { presetSetups } from "./preset-setups.js";

/** Networks of which a processor makes a thousand steps in seconds. */
const small = { latent: 16, network: "dense", hidden: [256] } as const;

const adam = { type: "adam", learningRate: 5e-4, beta1: 0.5 } as const;
const dcganAdam = { type: "adam", learningRate: 2e-4, beta1: 0.5 } as const;

interface Difference extends Omit<Partial<ImageSetup>, "model"> {
  readonly model?: Readonly<Record<string, unknown>>;
}

/** What is not as the recipe and the small networks have it, for a few thousand steps on MNIST. */
const differences: Readonly<Record<string, Difference>> = {
  autoencoder: { steps: 2000 },
  "denoising-autoencoder": { steps: 2000 },
  "sparse-autoencoder": { steps: 2000, model: { latent: 64 } },
  "contractive-autoencoder": { steps: 2000 },
  "regularized-autoencoder": { steps: 2000 },
  "capacity-vae": { model: { steps: 2500, gamma: 30 } },
  "beta-tc-vae": { model: { beta: 3 } },
  "factor-vae": { model: { gamma: 10, discriminatorHidden: [200, 200] } },
  "vamp-vae": { model: { components: 100 } },
  "vq-vae": { model: { places: 16, codes: 256 } },
  "two-stage-vae": { steps: 4000, model: { firstSteps: 2000, codeHidden: [256, 256] } },
  "flow-vae": { steps: 4000, model: { firstSteps: 2000, velocityHidden: [256, 256, 256] } },
  gan: { steps: 2000, optimizer: dcganAdam, model: { latent: 64, network: "auto", hidden: [256, 256] } },
  "wgan-gp": { steps: 1500, optimizer: dcganAdam, model: { latent: 64, hidden: [256, 256] } },
  "info-gan": {
    steps: 1500,
    optimizer: dcganAdam,
    model: { latent: 62, network: "auto", hidden: [256, 256], channels: [32, 64] },
  },
  "adversarial-autoencoder": { optimizer: adam, model: { latent: 8 } },
  "supervised-adversarial-autoencoder": { optimizer: adam, model: { latent: 8 } },
  "wae-gan": { model: { latent: 8 } },
  "wae-mmd": { model: { latent: 8 } },
  "staged-autoencoder-gan": { optimizer: adam, model: { latent: 8 } },
  "autoencoder-in-gan": { optimizer: adam, model: { latent: 8, reconstructionWeight: 0.1 } },
  "vae-gan": { optimizer: adam, model: { network: "auto", hidden: [400] } },
  "weighted-vae-gan": { optimizer: adam },
  "bi-gan": { optimizer: adam },
  veegan: { optimizer: adam },
  "alpha-gan": { optimizer: adam, model: { latent: 8, reconstructionWeight: 0.4 } },
  age: { optimizer: adam, model: { dataWeight: 100 } },
  "soft-intro-vae": {
    optimizer: { type: "adam", learningRate: 5e-4 },
    model: { latent: 8, reconstructionWeight: 30, beta: 15, negativeBeta: 60 },
  },
  began: { optimizer: adam },
  ebgan: { optimizer: adam },
  "vq-gan": { steps: 1500, optimizer: adam },
};

/** How a model of the zoo is trained for the sheet. */
function setupOf(type: string): ImageSetup {
  const { settings } = models[type as keyof typeof models];
  const networks = Object.entries(small).filter(([name]) => name in settings);
  const { model, ...others } = differences[type] ?? {};
  return { batchSize: 64, steps: 3000, ...others, model: { type, ...Object.fromEntries(networks), ...model } as never };
}

/** What the sheet shows, by the name that `--model` takes: all models of the zoo, two with convolutions too, and presets. */
export const pictureSetups: Readonly<Record<string, ImageSetup>> = {
  ...Object.fromEntries(Object.keys(models).map((type) => [type, setupOf(type)])),
  "convolutional-autoencoder": { batchSize: 64, steps: 1000, model: { type: "autoencoder", latent: 16 } },
  "convolutional-vae": { batchSize: 64, steps: 3000, model: { type: "vae", latent: 16 } },
  ...presetSetups,
};
