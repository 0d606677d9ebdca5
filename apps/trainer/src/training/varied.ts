import type { ArrayBatch } from "@genlab/data";
import type { RunConfig } from "../config/run-config.js";
import { rngFor } from "../runs/rng-for.js";
import { coloured } from "./coloured.js";
import { mirrored } from "./mirrored.js";
import { turned } from "./turned.js";

/** Batches to train on as the configuration says: images in a mirror, turned, and of other colours, by chance. */
export function varied(batches: Iterable<ArrayBatch>, config: RunConfig, start: number): Iterable<ArrayBatch> {
  const { data } = config;
  if (data.type !== "images") return batches;
  const { mirror, rotate, color } = data;
  const seen = mirror ? mirrored(batches, rngFor(config, "mirror"), start) : batches;
  const upright = rotate ? turned(seen, { degrees: rotate, rng: rngFor(config, "rotate"), start }) : seen;
  return color ? coloured(upright, { share: color, rng: rngFor(config, "color"), start }) : upright;
}
