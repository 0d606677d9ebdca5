import { counts, type FactoryOptions, factoryOptions, flag, GenlabError, type Rng } from "@genlab/core";
import { constantInitializer, downBlock, glorotUniform, SelfAttention2d, Sequential } from "@genlab/layers";
import { sum, type Tensor } from "@tensorflow/tfjs-core";
import { discriminatorHead } from "./discriminator-head.js";
import { halvings } from "./halvings.js";
import { layerMakers } from "./layer-makers.js";
import { activationSetting } from "./settings/activation-setting.js";
import { judgementSettings } from "./settings/judgement-settings.js";
import { toSigned } from "./signed.js";
import { toEven } from "./to-even.js";
import { judgedRange } from "./value-ranges.js";

export const residualDiscriminatorSettings = {
  channels: counts("Channels after each block; each halves height and width, rounded up. At least one."),
  attention: flag("Whether self-attention follows the first block, at half the height and width.", { default: false }),
  spectralNorm: flag("Whether spectral norm holds linear layers and convolutions.", { default: true }),
  activation: activationSetting("What stands in blocks, and after the last."),
  ...judgementSettings,
};

/** Examples are images `[height, width, channels]`. */
export interface ResidualDiscriminatorOptions extends FactoryOptions<typeof residualDiscriminatorSettings> {}

/**
 * `[batch, height, width, channels]` in [0, 1], moved to [−1, 1], to `[batch, outputs]`: a `downBlock` for each of `channels`, activation, the
 * sum over all places and a linear layer. Examples do not mix, so that it takes a gradient penalty.
 *
 * Miyato et al. 2018 (SNGAN), https://arxiv.org/abs/1802.05957; attention: Zhang et al. 2018 (SAGAN), https://arxiv.org/abs/1805.08318
 *
 * @throws GenlabError for images too small to be halved so often, and for options that it does not have; the network, for images of
 * another shape.
 */
export function residualDiscriminator(options: ResidualDiscriminatorOptions, rng: Rng): Sequential {
  const values = factoryOptions("residualDiscriminator", residualDiscriminatorSettings, options, rng);
  const { shape, channels, attention, spectralNorm, activation, outputs, condition } = values;
  const levels = halvings(shape, channels.length);
  const [, , depth] = levels[0]!;
  const inputs = channels.at(-1);
  if (inputs === undefined)
    throw new GenlabError("`channels` of residualDiscriminator is []. Give one for each block.");
  const { convolution, linear } = layerMakers({
    spectralNorm,
    weightInitializer: glorotUniform,
    biasInitializer: constantInitializer(0),
  });
  const blocks = channels.flatMap((channel, i) => {
    const sizes = { inputs: channels[i - 1] ?? depth, outputs: channel, first: i === 0 };
    const [height, width] = levels[i]!;
    return [
      ...(height % 2 === 0 && width % 2 === 0 ? [] : [toEven]),
      downBlock({ ...sizes, activation, convolution }, rng.fork(`block/${i}`)),
      ...(attention && i === 0 ? [new SelfAttention2d({ channels: channel, linear }, rng.fork("attention"))] : []),
    ];
  });
  const head = discriminatorHead({ inputs, linear, outputs, condition }, rng.fork("linear"));
  const layers = [toSigned, ...blocks, activation, overPlaces, head];
  return new Sequential(layers, { shape, name: "The discriminator", dataRange: judgedRange });
}

/** From `[batch, height, width, channels]` to `[batch, channels]`. */
const overPlaces = (x: Tensor): Tensor => sum(x, [1, 2]);
