import { lesson } from "../lesson.js";
import { SLOW } from "./slow-discriminator.js";

/** What an autoencoder does for a GAN, and a GAN for a VAE. */
export const hybrid = lesson({
  layers: ["heat", "data", "samples"],
  acts: {
    hold: {
      cast: {
        released: { kind: "staged", values: { ...SLOW, adversarialSteps: 2000 } },
        held: { kind: "staged", values: SLOW },
      },
      steps: 1500,
      chart: "modes",
    },
    sharpen: {
      cast: {
        blurred: { kind: "weighted", values: { adversarialWeight: 0 } },
        sharpened: { kind: "weighted", values: {} },
      },
      steps: 1500,
      chart: "onMode",
    },
  },
});
