import type { Points } from "../../session/looks/points.js";

const points: Readonly<Record<Points["are"], string>> = { samples: "samples", reconstructions: "reconstructions" };

export const plane = {
  modes: "Modes found",
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
  seesModes: (are: Points["are"], found: number, modes: number, distance: string) =>
    `Its ${points[are]} lie on ${found} of ${modes} modes of the data; the distance is ${distance}.`,
  seesDistance: (are: Points["are"], distance: string) =>
    `The distance of its ${points[are]} and the data is ${distance}.`,
  codesPicture: (name: string, hasEncoder: boolean) =>
    hasEncoder ? `${name}: where its encoder puts the data, over the prior.` : `${name}: the prior of its codes.`,
};

export type PlaneWords = typeof plane;
