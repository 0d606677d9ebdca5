import { canEncode } from "@genlab/core";
import { Gan } from "@genlab/gan";
import { AdversarialAutoencoder, StagedAutoencoderGan, VaeGan, WeightedVaeGan } from "@genlab/hybrid";
import { Vae } from "@genlab/vae";
import { clone, fill, moments, ones, sqrt, type Tensor, zeros } from "@tensorflow/tfjs-core";
import { examplesOf } from "./examples.js";
import { contextFor, type View } from "./look.js";

/** Where codes come from when the model samples: a Gaussian, or the cube from -1 to 1. */
export interface Prior {
  readonly kind: "normal" | "uniform" | "codes";
  /** `[latent]` */
  readonly mean: Tensor;
  /** `[latent]` */
  readonly deviation: Tensor;
}

/** The model's prior. An autoencoder has none: then the Gaussian of the codes of some data. Null where there are no codes. */
export function priorOf(view: View): Prior | null {
  const { model } = view;
  if (model instanceof Gan) return standard(model.settings.latent, model.settings.prior);
  if (model instanceof Vae || model instanceof VaeGan || model instanceof WeightedVaeGan) {
    return standard(model.settings.latent, "normal");
  }
  if (model instanceof AdversarialAutoencoder) {
    const { latent, priorDeviation } = model.settings;
    return { kind: "normal", mean: zeros([latent]), deviation: fill([latent], priorDeviation) };
  }
  if (model instanceof StagedAutoencoderGan) {
    return { kind: "normal", mean: clone(model.codes.mean), deviation: sqrt(model.codes.variance) };
  }
  if (!canEncode(model)) return null;
  const { mean, variance } = moments(model.encode(examplesOf(view, EXAMPLES), contextFor(view, "encode")), 0);
  return { kind: "codes", mean, deviation: sqrt(variance) };
}

const EXAMPLES = 500;

const standard = (latent: number, kind: "normal" | "uniform"): Prior => ({
  kind,
  mean: zeros([latent]),
  deviation: ones([latent]),
});
