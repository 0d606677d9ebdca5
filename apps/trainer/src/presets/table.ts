import type { Preset } from "./preset.js";

/** What `genlab train --data TABLE` does when no more is asked. Few rows do not fill a batch, and none is left out. */
export const table: Preset = {
  description: "A VAE of the rows of a table, as TVAE",
  config: {
    model: { type: "tabular-vae" },
    optimizer: { type: "adam", learningRate: 1e-3 },
    batchSize: 500,
    lastBatch: "keep",
    steps: 3000,
    evaluateEvery: 20,
  },
};
