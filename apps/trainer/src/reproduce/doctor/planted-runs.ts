import type { PartialConfig } from "../../config/run-config.js";
import { exploding, vanishing } from "./deep-runs.js";
import type { DoctorCase } from "./doctor-case.js";

const dense = { network: "dense", hidden: [64] };
const vq = { type: "vq-vae", ...dense, latent: 8, places: 8 };
const points = { type: "ring", examples: 1000 };
const adam = (learningRate: number | PartialConfig, more: PartialConfig = {}) => ({
  type: "adam",
  learningRate,
  ...more,
});
const players = (discriminator: number, generator: number, phase = "generator") => ({
  discriminator: adam(discriminator, { beta1: 0.5 }),
  [phase]: adam(generator, { beta1: 0.5 }),
});
const plain = { type: "gan", ...dense, latent: 16, batchNorm: false, spectralNorm: false, augmentation: "off" };

/** Runs with a fault each. */
export const plantedRuns: readonly DoctorCase[] = [
  ...vanishing,
  ...exploding,
  ...of("exploding-gradients", [
    [
      "autoencoder in GAN on points, a rate that rises to 3",
      {
        data: points,
        model: { type: "autoencoder-in-gan", ...dense, activation: "leaky-relu", batchNorm: "off" },
        optimizer: adam({ type: "linear", from: 1e-3, to: 3, steps: 500 }),
      },
    ],
  ]),
  ...of("discriminator-wins", [
    ["GAN, the generator next to still", { model: plain, optimizer: players(1e-3, 1e-7) }],
    [
      "GAN, minimax, the generator next to still",
      { model: { ...plain, game: "minimax" }, optimizer: players(1e-3, 1e-7) },
    ],
    [
      "GAN, ten updates of a large discriminator",
      {
        model: { ...plain, discriminatorHidden: [256, 256], hidden: [4], discriminatorSteps: 10 },
        optimizer: players(1e-3, 1e-5),
      },
    ],
    [
      "autoencoder in GAN, the rest next to still",
      {
        model: { type: "autoencoder-in-gan", ...dense, batchNorm: "off", discriminatorBatchNorm: "off" },
        optimizer: players(1e-3, 1e-7, "autoencoder"),
      },
    ],
    ["GAN on points, the generator next to still", { data: points, model: plain, optimizer: players(1e-2, 1e-7) }],
    ["GAN, hinge, the generator next to still", { model: { ...plain, game: "hinge" }, optimizer: players(1e-3, 1e-7) }],
  ]),
  // of a discriminator that stands still the best answer is one example
  ...of("mode-collapse", [
    ["GAN, the discriminator next to still", { model: plain, optimizer: players(1e-6, 3e-3) }],
    [
      "GAN, minimax, the discriminator next to still",
      { model: { ...plain, game: "minimax" }, optimizer: players(1e-6, 3e-3) },
    ],
    [
      "GAN, hinge, the discriminator next to still",
      { model: { ...plain, game: "hinge" }, optimizer: players(1e-6, 3e-3) },
    ],
    [
      "GAN, least squares, the discriminator next to still",
      { model: { ...plain, game: "least-squares" }, optimizer: players(1e-6, 3e-3) },
    ],
    [
      "GAN, two hidden layers, the discriminator next to still",
      { model: { ...plain, hidden: [64, 64] }, optimizer: players(1e-6, 3e-3) },
    ],
    [
      "autoencoder in GAN without reconstruction, the discriminator next to still",
      {
        model: { type: "autoencoder-in-gan", ...dense, batchNorm: "off", reconstructionWeight: 0 },
        optimizer: players(1e-6, 3e-3, "autoencoder"),
      },
    ],
  ]),
  ...of("posterior-collapse", [
    ["VAE, β = 50", { model: { type: "vae", ...dense, beta: 50 } }],
    ["VAE, β = 1000", { model: { type: "vae", ...dense, beta: 1000 } }],
    ["VAE, reconstruction weighed 0.01", { model: { type: "vae", ...dense, reconstructionWeight: 0.01 } }],
    ["VAE, three hidden layers, β = 20", { model: { type: "vae", ...dense, hidden: [64, 64, 64], beta: 20 } }],
    ["VAE-GAN, β = 1000, a rate of 0.003", { model: { type: "vae-gan", ...dense, beta: 1000 }, optimizer: adam(3e-3) }],
    ["VAE on points, β = 100", { data: points, model: { type: "vae", ...dense, beta: 100, latent: 4 } }],
  ]),
  ...of("dead-codes", [
    ["VQ-VAE, nothing restarts codes", { model: { ...vq, restartBelow: 0 } }],
    ["VQ-VAE, 2048 codes that nothing restarts", { model: { ...vq, codes: 2048, restartBelow: 0 } }],
    ["VQ-VAE, a rate of 0.03", { model: { ...vq, restartBelow: 0 }, optimizer: adam(0.03) }],
    ["VQ-VAE, a commitment of 10", { model: { ...vq, restartBelow: 0, commitment: 10 } }],
    ["VQ-VAE, a rate of 0.01", { model: { ...vq, restartBelow: 0 }, optimizer: adam(0.01) }],
    [
      "VQ-VAE, convolutions, nothing restarts codes",
      { model: { type: "vq-vae", channels: [16, 16], restartBelow: 0 } },
    ],
  ]),
  ...of("output-stuck", [
    ["autoencoder, a rate of 1e-8", { model: { type: "autoencoder", ...dense }, optimizer: adam(1e-8) }],
    ["autoencoder, a rate of 3", { model: { type: "autoencoder", ...dense, hidden: [64, 64] }, optimizer: adam(3) }],
    ["VAE, a rate of 0.05", { model: { type: "vae", ...dense, hidden: [64, 64] }, optimizer: adam(0.05) }],
    ["VQ-VAE, a rate of 0.1", { model: vq, optimizer: adam(0.1) }],
    [
      "denoising autoencoder, a rate of 1",
      { model: { type: "denoising-autoencoder", ...dense, hidden: [64, 64] }, optimizer: adam(1) },
    ],
  ]),
  ...of(
    "over-fitting",
    [
      ["autoencoder of 20 examples", { model: { type: "autoencoder", ...dense, hidden: [256] } }],
      ["VAE of 20 examples", { model: { type: "vae", ...dense, hidden: [256] } }],
      ["VAE of 20 examples, β = 0.1", { model: { type: "vae", ...dense, hidden: [256], beta: 0.1 } }],
      ["iwae of 20 examples", { model: { type: "iwae", ...dense, hidden: [256] } }],
      ["InfoVAE of 20 examples", { model: { type: "info-vae", ...dense, hidden: [256] } }],
      ["VampVAE of 20 examples", { model: { type: "vamp-vae", ...dense, hidden: [256] } }],
    ].map(
      ([title, config]) => [`${title}`, { optimizer: adam(5e-3), steps: 600, ...(config as PartialConfig) }] as const,
    ),
    20,
  ),
  ...of(
    "memorised-examples",
    [
      ["VampVAE of 12 examples", { model: { type: "vamp-vae", ...dense, hidden: [256] }, steps: 800 }],
      ["VQ-VAE of 12 examples", { model: vq }],
      [
        "GAN of 12 examples",
        { model: { type: "gan", ...dense, latent: 16, hidden: [128] }, optimizer: players(1e-3, 1e-3), steps: 1000 },
      ],
      ["VAE of 12 examples, 2 latents", { model: { type: "vae", ...dense, hidden: [256], latent: 2 } }],
      [
        "autoencoder in GAN of 12 examples",
        { model: { type: "autoencoder-in-gan", ...dense }, optimizer: players(1e-3, 1e-3, "autoencoder") },
      ],
    ],
    12,
  ),
  ...of("not-finite", [
    ["VAE, a rate of 1e30", { model: { type: "vae", ...dense }, optimizer: adam(1e30) }],
    ["autoencoder, a rate of 1e30", { model: { type: "autoencoder", ...dense }, optimizer: adam(1e30) }],
    [
      "VAE on points, descent at a rate of 1",
      { data: points, model: { type: "vae", ...dense }, optimizer: { type: "sgd", learningRate: 1 } },
    ],
    ["GAN, a rate of 1e30", { model: plain, optimizer: adam(1e30) }],
    ["VQ-VAE, descent at a rate of 1e6", { model: vq, optimizer: { type: "sgd", learningRate: 1e6 } }],
    ["VAE-GAN, a rate of 1e30", { model: { type: "vae-gan", ...dense }, optimizer: adam(1e30) }],
  ]),
];

function of(
  fault: string,
  runs: readonly (readonly [title: string, config: PartialConfig])[],
  examples?: number,
): readonly DoctorCase[] {
  return runs.map(([title, config]) => ({ title, fault, config, ...(examples !== undefined && { examples }) }));
}
