import { decayingAdam } from "./decaying-adam.js";
import { networks } from "./networks.js";
import type { RingSetup } from "./ring-setup.js";

export const veegan: RingSetup = {
  title: "VEEGAN",
  model: { type: "veegan", ...networks },
  optimizer: (steps) => decayingAdam(1e-3, steps),
  steps: 4000,
  published: [{ source: "VEEGAN", modesFound: 8, highQuality: 52.9 }],
};
