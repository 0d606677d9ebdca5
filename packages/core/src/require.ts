import { GenlabError } from "@genlab/base";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { ImageBatch } from "./model.js";

/**
 * The class indices `[batch]` of a batch, for a model that cannot do without.
 *
 * @throws GenlabError for a batch without.
 */
export function requireLabels(owner: string, { y }: Pick<ImageBatch, "y">): Tensor {
  if (y) return y;
  throw new GenlabError(`${owner} got a batch without labels. Give class indices [batch] as \`y\`.`);
}
