import { anomaly } from "./anomaly/anomaly.js";
import { compression } from "./compression/compression.js";
import { denoising } from "./denoising/denoising.js";
import { disentanglement } from "./disentanglement/disentanglement.js";
import { doctor } from "./doctor/doctor.js";
import { remedies } from "./doctor/remedies.js";
import type { Experiment } from "./experiment.js";
import { gradientHealth } from "./gradient-health/gradient-health.js";
import { likelihood } from "./likelihood/likelihood.js";
import { grid25, ring8 } from "./modes/modes.js";
import { scoreboard } from "./scoreboard/scoreboard.js";

/** Experiments by name. A new one is a folder and a line here. */
export const experiments: Readonly<Record<string, Experiment>> = {
  ring8,
  grid25,
  "gradient-health": gradientHealth,
  doctor,
  remedies,
  likelihood,
  disentanglement,
  denoising,
  compression,
  anomaly,
  scoreboard,
};
