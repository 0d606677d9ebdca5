import { channelsFor } from "./channels-for.js";
import { networkFor } from "./network-for.js";
import type { ChannelsPlan } from "./settings/channels-setting.js";

export interface AskedNetwork<Network extends string> {
  readonly network: Network | "auto";
  readonly channels: readonly number[] | "auto";
}

export interface ChosenNetwork<Network extends string> {
  readonly network: Exclude<Network, "auto">;
  readonly channels: readonly number[];
}

/**
 * The network and the channels of examples of this shape, with "auto" as what it is for them: see `networkFor` and `channelsFor`. Where both
 * are "auto" and halve more than twice, the network is the plan's for depth.
 *
 * @throws GenlabError for a network that there is not.
 */
export function chosenNetwork<Network extends string>(
  shape: readonly number[],
  { network: asked, channels: given }: AskedNetwork<Network>,
  plan: ChannelsPlan,
): ChosenNetwork<Network | "convolutional" | "dense"> {
  const channels = channelsFor(shape, given, plan);
  const network = networkFor<Network>(shape, { network: asked, channels });
  const isDeep = asked === "auto" && given === "auto" && channels.length > 2;
  return { network: (isDeep ? plan.deep : network) as Exclude<Network, "auto">, channels };
}
