import { lesson } from "../lesson.js";

/** A generator that all but stands still, so that its discriminator wins. */
const STILL = { rate: 1e-5 } as const;

/** One discriminator that is sure of itself, and what two objectives of the generator make of it. */
export const starve = lesson({
  layers: ["heat", "data", "samples", "arrows"],
  acts: {
    win: {
      cast: {
        saturating: { kind: "gan", values: { ...STILL, game: "minimax" } },
        nonSaturating: { kind: "gan", values: STILL },
      },
      steps: 500,
      chart: "gradients",
    },
    free: { after: "win", settings: { rate: 1e-3 }, steps: 800 },
  },
});
