import {
  completeSettings as completed,
  type Defaults,
  type Rng,
  refuseUnknown,
  requireBooleans,
  requireCounts,
  requireOneOf,
  requireRng,
  requireSizes,
} from "@genlab/core";
import type { WithLatent } from "./parts/networks.js";

/** What settings may be that are functions, for errors. */
const EXAMPLES = {
  adversarial: "`hinge` of @genlab/losses",
  reconstruction: "`squaredError` of @genlab/losses",
  cost: "`squaredError` of @genlab/losses",
  perceptual: "featureLoss({ features })",
  kernel: "gaussianKernel()",
};

/**
 * Every setting: those that are given, and the defaults of the others.
 *
 * @throws GenlabError for a setting that is none, and for one of another kind than its default.
 */
export function completeSettings<Settings extends object>(
  owner: string,
  given: Settings,
  defaults: Defaults<Settings>,
): Required<Settings> {
  return completed(owner, given, defaults, EXAMPLES);
}

/**
 * What a factory is given, split into what networks are made from and the rest: the model's settings.
 *
 * @param settings all that the rest may hold, by name
 * @throws GenlabError for an option that is none, for sizes, a network and a flag that are none, and without a stream of random numbers.
 */
export function splitOptions<Options extends WithLatent>(owner: string, options: Options, settings: object, rng: Rng) {
  requireRng(owner, rng);
  const { shape, network, hidden, channels, activation, batchNorm, ...rest } = options;
  const ofNetworks = { shape, network, hidden, channels, activation, batchNorm };
  refuseUnknown(owner, rest, { ...ofNetworks, ...settings });
  requireSizes(owner, { shape, hidden, channels });
  if (network !== undefined) requireOneOf(owner, { network }, ["dense", "convolutional"]);
  if (batchNorm !== undefined) requireBooleans(owner, { batchNorm });
  requireCounts(owner, { latent: rest.latent });
  const given = Object.entries({ ...ofNetworks, latent: rest.latent }).filter(([, value]) => value !== undefined);
  return { networks: Object.fromEntries(given) as unknown as WithLatent, settings: rest };
}
