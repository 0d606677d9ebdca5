import { lesson } from "../lesson.js";

/** From a variance of 1 the ring is all noise to the decoder. */
const NOISY = { variance: 1 } as const;

const plain = { kind: "vae", values: NOISY } as const;

/** A VAE whose codes die, and two ways to keep them alive. */
export const posterior = lesson({
  layers: ["data", "samples", "grid", "ellipses"],
  acts: {
    collapse: { cast: { plain }, steps: 1000, chart: "kl" },
    warmUp: { cast: { plain, cured: { kind: "vae", values: { ...NOISY, warmUp: 1000 } } }, steps: 2000, chart: "kl" },
    freeBits: {
      cast: { plain, cured: { kind: "vae", values: { ...NOISY, freeBits: 0.5 } } },
      steps: 2000,
      chart: "kl",
    },
  },
});
