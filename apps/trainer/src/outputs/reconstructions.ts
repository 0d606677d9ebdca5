import { DenoisingAutoencoder } from "@genlab/ae";
import { canReconstruct, GenlabError, type Model } from "@genlab/core";
import type { ArrayBatch } from "@genlab/data";
import { type ComputeOptions, compute } from "@genlab/trainers";
import type { Section } from "../pictures/section.js";

/** What draws, and what computes. */
export type Drawing = Pick<ComputeOptions, "rng" | "executor">;

/** Examples and what the model makes of them; a denoising autoencoder gets them damaged. */
export async function reconstructions(
  model: Model,
  examples: ArrayBatch,
  drawing: Drawing,
): Promise<readonly Section[]> {
  if (!canReconstruct(model)) throw new GenlabError("The model cannot reconstruct: it has no encoder for data.");
  const noisy =
    model instanceof DenoisingAutoencoder
      ? await compute(model, {
          ...{ ...drawing, name: "corrupt", batch: { x: examples.x! } },
          run: ({ x }, context) => model.corrupt(x!, context),
        })
      : undefined;
  const result = await compute(model, {
    ...{ ...drawing, name: "reconstruct", batch: { x: noisy ?? examples.x! } },
    run: ({ x }, context) => model.reconstruct(x!, context),
  });
  return [
    originalsOf(examples),
    ...(noisy ? [{ label: "noisy", examples: noisy }] : []),
    { label: noisy ? "restored" : "reconstructions", examples: result },
  ];
}

/** Examples as they are. */
export const originalsOf = ({ x }: ArrayBatch): Section => ({ label: "originals", examples: x! });
