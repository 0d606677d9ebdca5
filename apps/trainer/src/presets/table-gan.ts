import type { Preset } from "./preset.js";

/** CTGAN's batches. */
export const tableGan: Preset = {
  description: "A GAN of the rows of a table, of the sizes of CTGAN",
  config: {
    model: { type: "tabular-gan" },
    batchSize: 500,
    steps: 3000,
    evaluateEvery: 20,
  },
};
