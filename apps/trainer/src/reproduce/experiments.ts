import { anomaly } from "./anomaly/anomaly.js";
import { compression } from "./compression/compression.js";
import { denoising } from "./denoising/denoising.js";
import type { Experiment } from "./experiment.js";
import { gradientHealth } from "./gradient-health/gradient-health.js";
import { pictures } from "./pictures/pictures.js";
import { ring8 } from "./ring8/ring8.js";

/** Experiments by name. A new one is a folder and a line here. */
export const experiments: Readonly<Record<string, Experiment>> = {
  ring8,
  "gradient-health": gradientHealth,
  pictures,
  denoising,
  compression,
  anomaly,
};
