import { canHalveEvenly, networkFor } from "@genlab/networks";
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
 * Notes which network a run has where that is left to the model, and takes out settings of networks and likelihoods that it has not: its
 * configuration says what is there.
 */
export function settleNetwork(config: RunConfig): SettledConfig {
  const setting = settingsOf(config).network;
  if (!setting) return { config };
  const { type, ...given } = config.model;
  const network = given.network === undefined || given.network === "auto" ? networkOf(config) : given.network;
  const isGiven = (key: string) => given[key] !== undefined;
  const [others] = unreadBy(type, network).filter(isGiven);
  const variance = isWithoutVariance(config.model, config.data) && isGiven("variance") ? "variance" : undefined;
  const kept = Object.entries(given).filter(([key]) => key !== others && key !== variance);
  const notes = [
    ...(others === undefined ? [] : [`The network is ${network}, and has no "model.${others}".`]),
    ...(variance === undefined ? [] : ['The likelihood has no "model.variance".']),
  ];
  return {
    config: { ...config, model: { type, ...Object.fromEntries(kept), network } },
    ...(notes.length > 0 && { note: notes.join(" ") }),
  };
}

/** The network that runs had before they noted it: a dense one for images whose sides cannot be halved without rest. */
export function withFormerNetwork(config: RunConfig): RunConfig {
  const { network } = config.model;
  if (!settingsOf(config).network || (network !== undefined && network !== "auto")) return config;
  const isConvolutional = canHalveEvenly(exampleShape(config.data), channelsOf(config).length);
  return { ...config, model: { ...config.model, network: isConvolutional ? "convolutional" : "dense" } };
}

const networkOf = (config: RunConfig) => networkFor<never>(exampleShape(config.data), { channels: channelsOf(config) });

const channelsOf = ({ model }: Pick<RunConfig, "model">) =>
  (model.channels ?? settingsOf({ model }).channels?.default ?? []) as readonly number[];

/** Settings that a network of a kind does not read. */
export function unreadBy(type: string, network: unknown): readonly string[] {
  if (network === "dense") return ["channels"];
  return HIDDEN_BESIDE_CONVOLUTIONS.includes(type) ? [] : ["hidden"];
}

const settingsOf = ({ model }: Pick<RunConfig, "model">): Readonly<Record<string, { readonly default?: unknown }>> =>
  models[model.type as keyof typeof models]?.settings ?? {};
