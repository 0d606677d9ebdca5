// A GAN of eight Gaussians on a circle: how many of them do its samples find?
import { adam, createGan, createRng, fit, gaussianRing, modeCoverage, sample } from "genlab";

const ring = gaussianRing({ standardDeviation: 0.05 });
const points = ring.sample(20_000, createRng(1)); // x [2]

const model = await fit(
  (rng) => createGan({ shape: [2], latent: 2, network: "dense", hidden: [128, 128], batchNorm: false }, rng),
  points,
  {
    steps: 2000,
    batchSize: 128,
    optimizer: adam({ learningRate: 1e-3, beta1: 0.5 }), // the same for both players
    reportEvery: 500,
    onReport: ({ step, losses }) => console.log(step, losses.discriminator, losses.generator),
  },
);

const { modesFound, highQuality } = modeCoverage(await sample(model, 2500), ring);
console.log(`${modesFound} of 8 modes, ${(100 * highQuality).toFixed(0)} % within three deviations of one`);
