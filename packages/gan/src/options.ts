import { describe, GenlabError, refuseUnknown, requireCounts } from "@genlab/core";
import type { AdversarialNetworksOptions } from "@genlab/networks";

/** What a factory makes networks from; the rest of what these take follows from the model's settings. */
export type NetworksOptions = Omit<AdversarialNetworksOptions, "condition" | "judgement" | "latent" | "pack">;

/**
 * What a factory is given, split into what networks are made from and the rest: the model's settings.
 *
 * @param settings all that the rest may hold, by name
 * @throws GenlabError for an option that is none, and for a shape that is none.
 */
export function splitOptions<Options extends NetworksOptions>(owner: string, options: Options, settings: object) {
  const { shape, network, hidden, discriminatorHidden, pieces, channels, activation, batchNorm, ...others } = options;
  const { discriminatorNorm, spectralNorm, generatorSpectralNorm, attention, ...rest } = others;
  const ofNetworks = {
    ...{ shape, network, hidden, discriminatorHidden, pieces, channels, activation, batchNorm },
    ...{ discriminatorNorm, spectralNorm, generatorSpectralNorm, attention },
  };
  refuseOthers(owner, rest, { ...ofNetworks, ...settings });
  if (!Array.isArray(shape) || shape.length === 0) {
    throw new GenlabError(
      `\`shape\` of ${owner} is ${describe(shape)}. Expected that of one example, such as [28, 28, 1] or [2].`,
    );
  }
  requireCounts(owner, Object.fromEntries(shape.map((size, i) => [`shape[${i}]`, size])));
  const given = Object.entries(ofNetworks).filter(([, value]) => value !== undefined);
  return { networks: Object.fromEntries(given) as unknown as NetworksOptions, settings: rest };
}

/**
 * Every setting: those that are given, and the defaults of the others.
 *
 * @throws GenlabError for a setting that is none.
 */
export function withDefaults<Settings extends object>(
  owner: string,
  given: Settings,
  defaults: object,
): Required<Settings> {
  refuseOthers(owner, given, defaults);
  const meant = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(meant) } as Required<Settings>;
}

function refuseOthers(owner: string, given: object, known: object): void {
  const others = Object.entries(given).filter(([name]) => !Object.hasOwn(known, name));
  refuseUnknown(owner, Object.fromEntries(others), known);
}
