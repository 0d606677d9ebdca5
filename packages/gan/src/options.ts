import {
  completeSettings,
  type Defaults,
  type Rng,
  refuseUnknown,
  requireBooleans,
  requireRng,
  requireSizes,
} from "@genlab/core";
import type { AdversarialNetworksOptions } from "@genlab/networks";

/** What a factory makes networks from; the rest of what these take follows from the model's settings. */
export type NetworksOptions = Omit<AdversarialNetworksOptions, "condition" | "judgement" | "latent" | "pack">;

/**
 * What a factory is given, split into what networks are made from and the rest: the model's settings.
 *
 * @param settings all that the rest may hold, by name
 * @throws GenlabError for an option that is none, for a shape and a flag that are none, and without a stream of random numbers.
 */
export function splitOptions<Options extends NetworksOptions>(
  owner: string,
  options: Options,
  settings: object,
  rng: Rng,
) {
  requireRng(owner, rng);
  const { shape, network, hidden, discriminatorHidden, pieces, channels, activation, batchNorm, ...others } = options;
  const { discriminatorNorm, spectralNorm, generatorSpectralNorm, attention, ...rest } = others;
  const ofNetworks = {
    ...{ shape, network, hidden, discriminatorHidden, pieces, channels, activation, batchNorm },
    ...{ discriminatorNorm, spectralNorm, generatorSpectralNorm, attention },
  };
  refuseUnknown(owner, rest, { ...ofNetworks, ...settings });
  requireSizes(owner, { shape, hidden, discriminatorHidden, channels });
  for (const [name, flag] of Object.entries({ batchNorm, spectralNorm, generatorSpectralNorm })) {
    if (flag !== undefined) requireBooleans(owner, { [name]: flag });
  }
  const given = Object.entries(ofNetworks).filter(([, value]) => value !== undefined);
  return { networks: Object.fromEntries(given) as unknown as NetworksOptions, settings: rest };
}

/** What settings may be that are functions, for errors. */
const EXAMPLES = {
  adversarial: "`hinge` of @genlab/losses",
  penalty: "`r1Penalty` of @genlab/losses",
  augment: "`augmentImages`",
};

/**
 * Every setting: those that are given, and the defaults of the others.
 *
 * @throws GenlabError for a setting that is none, and for one of another kind than its default.
 */
export function withDefaults<Settings extends object>(
  owner: string,
  given: Settings,
  defaults: Defaults<Settings>,
): Required<Settings> {
  return completeSettings(owner, given, defaults, EXAMPLES);
}
