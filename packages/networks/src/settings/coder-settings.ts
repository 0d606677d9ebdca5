import { count, counts, oneOf } from "@genlab/core";
import { activationSetting } from "./activation-setting.js";

/** Settings of an encoder and of the decoder that mirrors it. */
export const coderSettings = {
  latent: count("Numbers of a code.", { default: 16 }),
  network: oneOf(
    'Networks of convolutions or of dense layers; "auto" makes convolutions for images whose height and width can be halved once for each of `channels`.',
    ["auto", "dense", "convolutional"],
    { default: "auto" },
  ),
  hidden: counts("Features of the hidden layers of a dense encoder; the decoder has them in reverse.", {
    default: [400],
    source: "as in the VAE of pytorch/examples",
  }),
  channels: counts("Channels of a convolutional encoder; the decoder has them in reverse.", { default: [32, 64] }),
  activation: activationSetting("What stands between the layers of encoder and decoder."),
};
