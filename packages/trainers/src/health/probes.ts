import {
  type Context,
  canDiscriminate,
  canEncode,
  canReconstruct,
  canSample,
  type Model,
  type Program,
} from "@genlab/core";
import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import { codesInUse, isQuantizing } from "./codes-in-use.js";
import { encodedCodes, hasPosterior, posteriorCodes } from "./latent-codes.js";
import { spreadRatio, whatIsCovered } from "./spread.js";
import { winRate } from "./win-rate.js";

/** Figures of a model by a batch of data: what it is asked for is what it can do. */
export type Probe = (x: Tensor, context: Context) => Readonly<Record<string, Scalar>>;

export interface ProbesOptions {
  /** Whether samples are drawn, where the model has any. Not where drawing them takes long. Default true. */
  readonly samples?: boolean;
}

/**
 * What can be measured of a model besides its losses, each a program of its own so that one which cannot be compiled is alone in it:
 *
 * - `samples`: `spread`, of a batch of samples against that of the data; `coverage`, the share of the data that have one in their neighbourhood
 * - `reconstructions`: `spread`
 * - `codes`: `active`, the share of latents that tell of the data, and `kl/INDEX` or `variance/INDEX` of each; or the codes of a quantizer that are
 *   `used`, and of how many (`all`)
 * - `discriminator`: `wins`, the share of pairs of which it gives the data more than the sample
 */
export function probesOf(model: Model, { samples = true }: ProbesOptions = {}): readonly Program[] {
  const probes: Record<string, Probe> = {};
  if (samples && canSample(model)) {
    probes.samples = (x, context) => whatIsCovered(x, model.sample(x.shape[0]!, context));
  }
  if (canReconstruct(model)) {
    probes.reconstructions = (x, context) => ({ spread: spreadRatio(model.reconstruct(x, context), x) });
  }
  if (isQuantizing(model)) probes.codes = (x, context) => codesInUse(model, x, context);
  else if (hasPosterior(model)) probes.codes = (x, context) => posteriorCodes(model, x, context);
  else if (canEncode(model)) probes.codes = (x, context) => encodedCodes(model, x, context);
  if (samples && canSample(model) && canDiscriminate(model)) {
    probes.discriminator = (x, context) => ({
      wins: winRate(model.discriminate(x, context), model.discriminate(model.sample(x.shape[0]!, context), context)),
    });
  }
  return Object.entries(probes).map(([name, probe]) => ({
    name,
    state: model,
    training: false,
    run: ({ x }, context) => probe(x!, context),
  }));
}
