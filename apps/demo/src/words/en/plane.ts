import type { Points } from "../../session/looks/points.js";
import type { Quality } from "../../session/looks/quality.js";

const points: Readonly<Record<Points["are"] | "codes", string>> = {
  samples: "samples",
  reconstructions: "reconstructions",
  codes: "codes",
};

export const plane = {
  modes: "Modes reached",
  modesHint:
    "A mode is reached by one point of 1000 within three standard deviations of it. A cloud that lies on no mode in particular reaches them all: the share on a mode tells them apart.",
  modesOf: (found: number, modes: number) => `${found} of ${modes}`,
  highQuality: "On a mode",
  distance: "Distance to data",
  baseline: "Data to other data",
  distanceHint:
    "Jensen–Shannon distance of 1000 points and 1000 data points: 0 alike, 1 apart. Other data is not at 0 either.",
  ofReconstructions: "of reconstructions",
  starting: "Starting…",
  failed: (reason: string) => `It stopped: ${reason}`,
  recovered: (step: number) => `The graphics context was lost. It goes on from step ${step}.`,
  dataPicture: (name: string, step: number, sees: string) => `${name} after ${step} steps. ${sees}`,
  seesModes: (are: Points["are"], { found, modes, highQuality }: NonNullable<Quality["coverage"]>, distance: string) =>
    `${Math.round(100 * highQuality)} % of its ${points[are]} lie on modes of the data, on ${found} of ${modes}; the distance is ${distance}.`,
  seesDistance: (are: Points["are"], distance: string) =>
    `The distance of its ${points[are]} and the data is ${distance}.`,
  outside: (are: Points["are"] | "codes", share: number) =>
    `${Math.round(100 * share)} % of ${points[are]} lie outside`,
  codesPicture: (name: string) => `${name}: where its encoder puts the data, over the prior.`,
  codesJudged: (name: string) =>
    `${name}: its codes, blue where the discriminator takes what is made of them for data, orange where for made.`,
  touchedPoint: (at: string) => `point ${at}`,
  touchedCode: (code: string) => `code ${code}`,
  touchedImage: (image: string) => `makes ${image}`,
  takenForData: (percent: number) => `taken for data: ${percent} %`,
  judged: (value: string) => `judged ${value}`,
  /** Parts of a diagram, and phases: others have their own names. */
  partOf: (name: string) => name,
  gradientOf: (norm: string) => `gradient ${norm}`,
  movedBy: (norm: string) => `is moved, by a gradient of norm ${norm}`,
  flowOf: (from: string, to: string) => `${from} → ${to}`,
  circuitOf: (name: string, phase: string, parts: string, loss: string) =>
    `${name}, phase ${phase}: ${parts}. Loss ${loss}`,
};

export type PlaneWords = typeof plane;
