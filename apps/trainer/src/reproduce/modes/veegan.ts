import { decayingAdam } from "./decaying-adam.js";
import type { ModeSetup } from "./mode-setup.js";
import { networks } from "./networks.js";

export const veegan: ModeSetup = {
  title: "VEEGAN",
  model: { type: "veegan", ...networks, encoderBatchNorm: "off" },
  optimizer: (steps) => decayingAdam(1e-3, steps),
  steps: 4000,
  publishedOnRing: [{ source: "VEEGAN", modesFound: 8, highQuality: 52.9 }],
};
