// A VAE and a GAN in one: a decoder that answers to a pixel's error, and to a discriminator.
import { adam, createWeightedVaeGan, digits, fit, sample } from "genlab";

const model = await fit(
  (rng) => createWeightedVaeGan({ shape: [8, 8, 1], latent: 8, beta: 0.1 }, rng),
  await digits({ part: "train" }),
  {
    steps: 300,
    // each phase has an optimizer of its own
    optimizer: { discriminator: adam({ learningRate: 2e-4, beta1: 0.5 }), autoencoder: adam({ learningRate: 1e-3 }) },
    onReport: ({ step, losses }) => console.log(step, losses.autoencoder, losses.discriminator),
  },
);
const { data, shape } = await sample(model, 16); // [16, 8, 8, 1]
console.log(shape, "the brightest pixel", Math.max(...data));
