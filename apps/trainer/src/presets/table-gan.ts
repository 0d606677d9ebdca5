import type { Preset } from "./preset.js";

/** CTGAN's batches, of 50 packs of ten rows. */
export const tableGan: Preset = {
  description: "A GAN of the rows of a table, as CTGAN",
  config: {
    model: { type: "tabular-gan" },
    batchSize: 500,
    steps: 6000,
    evaluateEvery: 20,
  },
};
