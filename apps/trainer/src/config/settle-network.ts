import { type ChannelsPlan, canHalveEvenly, chosenNetwork } from "@genlab/networks";
import { models } from "@genlab/zoo";
import { exampleShape } from "../data/example-shape.js";
import type { RunConfig } from "./run-config.js";
import { isWithoutVariance } from "./without-unread.js";

/** Models whose discriminators of codes, or of pairs, have the hidden layers `hidden` beside convolutions too. */
export const HIDDEN_BESIDE_CONVOLUTIONS: readonly string[] = [
  "adversarial-autoencoder",
  "supervised-adversarial-autoencoder",
  "wae-gan",
  "bi-gan",
  "veegan",
  "alpha-gan",
];

export interface SettledConfig {
  readonly config: RunConfig;
  /** What was asked for and is not there, for a person. */
  readonly note?: string;
}

/**
 * Notes which network and which channels a run has where they are left to the model, and takes out settings of networks and likelihoods that
 * it has not: its configuration says what is there.
 */
export function settleNetwork(config: RunConfig): SettledConfig {
  const settings = settingsOf(config);
  if (!settings.channels) return { config };
  const { type, ...given } = config.model;
  const { network, channels } = chosenBy(config, settings.channels);
  if (!settings.network) return { config: { ...config, model: { type, ...given, channels } } };
  const isGiven = (key: string) => given[key] !== undefined;
  const [others] = unreadBy(type, network).filter(isGiven);
  const variance = isWithoutVariance(config.model, config.data) && isGiven("variance") ? "variance" : undefined;
  const kept = Object.entries(given).filter(([key]) => key !== others && key !== variance);
  const noted = { network, ...(network !== "dense" && { channels }) };
  const notes = [
    ...(others === undefined ? [] : [`The network is ${network}, and has no "model.${others}".`]),
    ...(variance === undefined ? [] : ['The likelihood has no "model.variance".']),
  ];
  return {
    config: { ...config, model: { type, ...Object.fromEntries(kept), ...noted } },
    ...(notes.length > 0 && { note: notes.join(" ") }),
  };
}

/** The network that runs had before they noted it: a dense one for images whose sides cannot be halved without rest. */
export function withFormerNetwork(config: RunConfig): RunConfig {
  const { channels, ...model } = config.model;
  if (!settingsOf(config).network || (model.network !== undefined && model.network !== "auto")) return config;
  const times = channels === undefined ? 2 : (channels as readonly number[]).length;
  if (!canHalveEvenly(exampleShape(config.data), times)) return { ...config, model: { ...model, network: "dense" } };
  return { ...config, model: { ...config.model, network: "convolutional" } };
}

/** What is given, for the model to check, and what is chosen for "auto". */
function chosenBy(
  { model, data }: RunConfig,
  plan: ChannelsPlan,
): { readonly network: unknown; readonly channels: unknown } {
  const { network = "auto", channels = "auto" } = model;
  const asked = { network: "auto", channels: Array.isArray(channels) ? channels : "auto" } as const;
  const chosen = chosenNetwork<never>(exampleShape(data), asked, plan);
  return {
    network: network === "auto" ? chosen.network : network,
    channels: channels === "auto" ? chosen.channels : channels,
  };
}

/** Settings that a network of a kind does not read. */
export function unreadBy(type: string, network: unknown): readonly string[] {
  if (network === "dense") return ["channels"];
  return HIDDEN_BESIDE_CONVOLUTIONS.includes(type) ? [] : ["hidden"];
}

interface NetworkSettings {
  readonly network?: object;
  readonly channels?: ChannelsPlan;
}

/** Channels of R3GAN, which has a network of its own, follow no plan. */
function settingsOf({ model }: Pick<RunConfig, "model">): NetworkSettings {
  const { network, channels }: { readonly network?: object; readonly channels?: object } =
    models[model.type as keyof typeof models]?.settings ?? {};
  return {
    ...(network && { network }),
    ...(channels && "first" in channels && { channels: channels as ChannelsPlan }),
  };
}
