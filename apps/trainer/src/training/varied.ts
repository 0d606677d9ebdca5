import type { ArrayBatch } from "@genlab/data";
import type { RunConfig } from "../config/run-config.js";
import { rngFor } from "../runs/rng-for.js";
import { coloured } from "./coloured.js";
import type { BatchPlace } from "./example-draws.js";
import { mirrored } from "./mirrored.js";
import { turned } from "./turned.js";

/** Batches to train on as the configuration says: images in a mirror, turned, and of other colours, by chance. */
export function varied(batches: Iterable<ArrayBatch>, config: RunConfig, place: BatchPlace): Iterable<ArrayBatch> {
  const { data } = config;
  if (data.type !== "images") return batches;
  const { mirror, rotate, color } = data;
  const seen = mirror ? mirrored(batches, { ...place, rng: rngFor(config, "mirror") }) : batches;
  const upright = rotate ? turned(seen, { ...place, degrees: rotate, rng: rngFor(config, "rotate") }) : seen;
  return color ? coloured(upright, { ...place, share: color, rng: rngFor(config, "color") }) : upright;
}
