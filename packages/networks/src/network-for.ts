import { completeSettings, counts, oneOf, orAuto, requireSizes } from "@genlab/core";
import { canHalve } from "./halvings.js";

export interface NetworkForOptions<Network extends string> {
  /** Default, and with "auto": what fits the shape. */
  readonly network?: Network | "auto";
  /** Those of a convolutional network, each of which halves height and width. Default, and with "auto": two at least, as the builders'. */
  readonly channels?: readonly number[] | "auto";
}

const networkForSettings = {
  network: oneOf("Which network is asked for.", ["auto", "dense", "convolutional", "residual"], { default: "auto" }),
  channels: orAuto(counts("Those of a convolutional network.")),
};

/**
 * Which network the builders make for examples of this shape: the one that is asked for, or else a convolutional one for images whose height
 * and width can be halved, rounded up, once for each of `channels`, and a dense one for smaller images and for points.
 *
 * @throws GenlabError for a network that there is not, and for options that it does not have.
 */
export function networkFor<Network extends string = never>(
  shape: readonly number[],
  options: NetworkForOptions<Network> = {},
): Network | "convolutional" | "dense" {
  requireSizes("networkFor", { shape });
  const { network, channels } = completeSettings("networkFor", networkForSettings, options);
  if (network !== "auto") return network as Network;
  return canHalve(shape, channels === "auto" ? 2 : channels.length) ? "convolutional" : "dense";
}
