import { describe, GenlabError, refuseUnknown, requireCounts } from "@genlab/core";
import type { HybridNetworksOptions, WithLatent } from "./networks.js";

/** A model's settings with their defaults; `undefined` for one that must be given. */
export type Defaults<Settings> = {
  readonly [Name in keyof Settings]-?: Partial<Pick<Settings, Name>> extends Pick<Settings, Name>
    ? Required<Settings>[Name]
    : undefined;
};

/**
 * Every setting: those that are given, and the defaults of the others.
 *
 * @throws GenlabError for a setting that is none.
 */
export function completeSettings<Settings extends object>(
  owner: string,
  given: Settings,
  defaults: Defaults<Settings>,
): Required<Settings> {
  refuseOthers(owner, given, defaults);
  const meant = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(meant) } as unknown as Required<Settings>;
}

/**
 * What a factory is given, split into what networks are made from and the rest: the model's settings.
 *
 * @param settings all that the rest may hold, by name
 * @throws GenlabError for an option that is none, and for sizes and a network that are none.
 */
export function splitOptions<Options extends WithLatent>(owner: string, options: Options, settings: object) {
  const { shape, network, hidden, channels, activation, batchNorm, ...rest } = options;
  const ofNetworks = { shape, network, hidden, channels, activation, batchNorm };
  refuseOthers(owner, rest, { ...ofNetworks, ...settings });
  requireSizes(owner, { shape, ...(hidden !== undefined && { hidden }), ...(channels !== undefined && { channels }) });
  if (network !== undefined && network !== "dense" && network !== "convolutional") {
    throw new GenlabError(
      `\`network\` of ${owner} is ${describe(network)}. Expected "dense" or "convolutional", or none for what the shape allows.`,
    );
  }
  requireCounts(owner, { latent: rest.latent });
  const given = Object.entries({ ...ofNetworks, latent: rest.latent }).filter(([, value]) => value !== undefined);
  return { networks: Object.fromEntries(given) as unknown as WithLatent, settings: rest };
}

/** @throws GenlabError for a name that is none of the known ones. */
export function refuseOthers(owner: string, given: object, known: object): void {
  const others = Object.entries(given).filter(([name]) => !Object.hasOwn(known, name));
  refuseUnknown(owner, Object.fromEntries(others), known);
}

/** @throws GenlabError unless all are lists of whole numbers from 1, which `shape` has one of at least. */
export function requireSizes(
  owner: string,
  lists: Readonly<Partial<Record<keyof HybridNetworksOptions, readonly number[]>>>,
): void {
  for (const [name, sizes] of Object.entries(lists)) {
    if (!Array.isArray(sizes) || (name === "shape" && sizes.length === 0)) {
      const example = name === "shape" ? "[28, 28, 1] or [2]" : "[32, 64]";
      throw new GenlabError(
        `\`${name}\` of ${owner} is ${describe(sizes)}. Expected a list of sizes, such as ${example}.`,
      );
    }
    requireCounts(owner, Object.fromEntries(sizes.map((size, i) => [`${name}[${i}]`, size])));
  }
}
