import { lesson } from "../lesson.js";
import { slowGan } from "./slow-discriminator.js";

/** A generator that is faster than its discriminator loses the modes; one that is slower has them all. */
export const collapse = lesson({
  layers: ["heat", "data", "samples"],
  acts: {
    fair: { cast: { gan: { kind: "gan", values: { rate: 3e-4 } } }, steps: 1500, chart: "modes" },
    collapse: { cast: { gan: slowGan }, steps: 1500, chart: "modes" },
    mend: { after: "collapse", settings: { rate: 3e-4, discriminatorRate: 1e-3 }, steps: 1000 },
  },
});
