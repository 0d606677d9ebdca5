import type { Preset } from "./preset.js";

const STEPS = 12_000;

/**
 * The authors' schedules: cosines that take the weight of the penalty to a tenth and the learning rate to a quarter. The gradients of images
 * in [0, 1] are twice those of their [−1, 1]: a weight of 1 is their `γ = 4`.
 */
export const r3Gan: Preset = {
  description: "R3GAN with its schedules",
  config: {
    model: {
      type: "r3-gan",
      channels: [16, 32, 64],
      penaltyWeight: { type: "cosine", from: 1, to: 0.1, steps: STEPS },
    },
    optimizer: {
      type: "adam",
      learningRate: { type: "cosine", from: 2e-4, to: 5e-5, steps: STEPS },
      beta1: 0,
      beta2: 0.99,
    },
    average: { decay: 0.999 },
    batchSize: 64,
    steps: STEPS,
    evaluateEvery: 20,
  },
  onDigits: { model: { type: "r3-gan", channels: [16, 32] }, evaluateEvery: 100 },
};
