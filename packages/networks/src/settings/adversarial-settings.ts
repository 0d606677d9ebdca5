import { count, counts, flag, oneOf, orAuto, switchOrAuto } from "@genlab/core";
import { activationSetting } from "./activation-setting.js";
import { channelsSetting } from "./channels-setting.js";

/** Settings of a generator and of the discriminator beside it. */
export const adversarialSettings = {
  latent: count("Numbers of noise.", { default: 64 }),
  network: oneOf(
    'Networks of convolutions (DCGAN\'s), of residual blocks or of dense layers; "auto" makes convolutions for images whose height and width can be halved once for each of `channels`.',
    ["auto", "dense", "convolutional", "residual"],
    { default: "auto" },
  ),
  hidden: counts("Features of the hidden layers of a dense generator.", { default: [256, 256] }),
  discriminatorHidden: counts("Features of the hidden layers of a dense discriminator; none: those of `hidden`.", {
    default: [],
  }),
  pieces: count("Above 1 a dense discriminator has maxout layers of so many pieces.", { default: 1 }),
  channels: channelsSetting(
    "Channels of a convolutional or residual discriminator; the generator has them in reverse.",
    {
      first: 64,
      most: 512,
      least: 4,
      deep: "convolutional",
    },
  ),
  activation: orAuto(
    activationSetting(
      'What stands between layers; "auto" is ReLU in generators and in residual networks, and a leaky one of slope 0.2 in the other discriminators.',
    ),
  ),
  batchNorm: flag("Whether the generator has batch norm.", { default: true }),
  discriminatorNorm: oneOf(
    'Norm of a convolutional discriminator; "auto" is layer norm with a gradient penalty, none with spectral norm, and else batch norm.',
    ["auto", "batch", "layer", "none"],
    { default: "auto" },
  ),
  spectralNorm: switchOrAuto(
    'Whether spectral norm holds the discriminator\'s layers Lipschitz; "auto" is on in residual networks alone.',
  ),
  generatorSpectralNorm: flag("Whether spectral norm holds the layers of a residual generator too, as in SAGAN.", {
    default: false,
  }),
  attention: flag("Whether residual networks have self-attention at half the height and width.", { default: false }),
};
