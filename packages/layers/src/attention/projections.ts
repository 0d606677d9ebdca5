import { GenlabError, type Rng, requireCounts } from "@genlab/core";
import { Linear } from "../linear.js";

export interface ProjectionsOptions {
  /** Of a position. */
  readonly features: number;
  /** They divide the features. */
  readonly heads: number;
}

/**
 * The linear maps of attention with several heads: to queries, keys and values, and from all heads to the output.
 *
 * @param owner the layer's name, for errors
 * @throws GenlabError for sizes that are no counts, and for heads that do not divide the features.
 */
export function projections(owner: string, { features, heads }: ProjectionsOptions, rng: Rng) {
  requireCounts(owner, { features, heads });
  if (features % heads !== 0) {
    throw new GenlabError(`\`heads\` of ${owner} is ${heads}. Expected a divisor of its ${features} features.`);
  }
  const project = () => new Linear({ inputs: features, outputs: features }, rng);
  return { query: project(), key: project(), value: project(), output: project() };
}
