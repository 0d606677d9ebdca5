import { describe, GenlabError, optionsOf, refuseUnknown, suggestion } from "@genlab/core";
import { canHalve, requireExampleShape } from "./halvings.js";
import { requireLists } from "./require-lists.js";

export interface NetworkForOptions<Network extends string> {
  /** Default, and with "auto": what fits the shape. */
  readonly network?: Network | "auto";
  /** Those of a convolutional network, each of which halves height and width. Default: two, as the builders'. */
  readonly channels?: readonly number[];
}

const TWO = [1, 1];
const known = ["convolutional", "dense", "residual"];

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
  const { network, channels = TWO, ...others } = optionsOf("networkFor", options);
  refuseUnknown("networkFor", others, { network, channels });
  requireLists("networkFor", { channels });
  requireExampleShape(shape);
  if (network === undefined || network === "auto") return canHalve(shape, channels.length) ? "convolutional" : "dense";
  if (known.includes(network)) return network;
  throw new GenlabError(`There is no network ${describe(network)}. ${suggestion(`${network}`, known, "networks")}`);
}
