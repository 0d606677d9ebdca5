// The GAN and the VAE of the demo's playground, with the settings that it starts with.
import { createModel } from "@genlab/zoo";

const networks = { network: "dense", latent: 2, hidden: [64, 64] };
const rate = (learningRate, beta1) => ({ type: "adam", learningRate, beta1 });

const model = (configuration, optimizer) => ({
  shape: [2],
  create: (rng) => createModel({ ...configuration, ...networks }, { shape: [2], rng }),
  optimizer,
});

export const playground = {
  "playground GAN": model(
    { type: "gan", batchNorm: false },
    { discriminator: rate(1e-3, 0.5), generator: rate(1e-3, 0.5) },
  ),
  "playground VAE": model({ type: "vae", likelihood: "learned-gaussian", variance: 0.01 }, rate(3e-3, 0.9)),
};
