import type { Quality } from "../session/looks/quality.js";
import { words } from "./words.js";

/** How near a model is to the data, as a sentence. Empty where it is not known. */
export function sees(quality: Quality | null): string {
  if (!quality) return "";
  const { coverage, are } = quality;
  const distance = quality.distance.toFixed(2);
  return coverage ? words.value.seesModes(are, coverage, distance) : words.value.seesDistance(are, distance);
}
