import { deadCodes } from "./dead-codes.js";
import { discriminatorWins } from "./discriminator-wins.js";
import { explodingGradients } from "./exploding-gradients.js";
import type { Fault } from "./fault.js";
import { memorisedExamples } from "./memorised-examples.js";
import { modeCollapse } from "./mode-collapse.js";
import { notFinite } from "./not-finite.js";
import { outputStuck } from "./output-stuck.js";
import { overFitting } from "./over-fitting.js";
import { posteriorCollapse } from "./posterior-collapse.js";
import { vanishingGradients } from "./vanishing-gradients.js";

/** What the doctor looks for, the gravest first. */
export const faults: readonly Fault[] = [
  notFinite,
  explodingGradients,
  vanishingGradients,
  outputStuck,
  posteriorCollapse,
  deadCodes,
  modeCollapse,
  discriminatorWins,
  overFitting,
  memorisedExamples,
];
