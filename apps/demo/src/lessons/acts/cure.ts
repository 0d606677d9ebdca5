import { lesson } from "../lesson.js";
import { SLOW, slowGan } from "./slow-discriminator.js";

const beside = (values: Readonly<Record<string, number>>) =>
  ({ bare: slowGan, cured: { kind: "gan", values: { ...SLOW, ...values } } }) as const;

/** Three cures of one collapse, each beside the GAN that lacks it. */
export const cure = lesson({
  layers: ["heat", "data", "samples"],
  acts: {
    pack: { cast: beside({ pack: 2 }), steps: 1500, chart: "modes" },
    penalty: { cast: beside({ penaltyWeight: 2 }), steps: 1500, chart: "modes" },
    autoencoder: { cast: { bare: slowGan, cured: { kind: "staged", values: SLOW } }, steps: 1500, chart: "modes" },
  },
});
