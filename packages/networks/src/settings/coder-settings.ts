import { count, counts, oneOf } from "@genlab/core";
import { activationSetting } from "./activation-setting.js";
import { channelsSetting } from "./channels-setting.js";

/** Settings of an encoder and of the decoder that mirrors it. */
export const coderSettings = {
  latent: count("Numbers of a code.", { default: 16 }),
  network: oneOf(
    'Networks of convolutions, of residual blocks or of dense layers; "auto" makes convolutions for images whose height and width can be halved once for each of `channels`, and residual blocks where these are "auto" and more than two.',
    ["auto", "dense", "convolutional", "residual"],
    { default: "auto" },
  ),
  hidden: counts("Features of the hidden layers of a dense encoder; the decoder has them in reverse.", {
    default: [400],
    source: "as in the VAE of pytorch/examples",
  }),
  channels: channelsSetting("Channels of a convolutional or residual encoder; the decoder has them in reverse.", {
    first: 32,
    most: 512,
    least: 4,
    deep: "residual",
  }),
  activation: activationSetting("What stands between the layers of encoder and decoder."),
};
