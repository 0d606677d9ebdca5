import { counts, type FactoryOptions, factoryOptions, flag, type Rng } from "@genlab/core";
import { constantInitializer, glorotUniform, reshapeTo, SelfAttention2d, Sequential, upBlock } from "@genlab/layers";
import { cropped, halvings } from "./halvings.js";
import { layerMakers } from "./layer-makers.js";
import { batchNormFor } from "./norm.js";
import { activationSetting } from "./settings/activation-setting.js";
import { generatorSettings } from "./settings/generator-settings.js";
import { normSetting } from "./settings/norm-setting.js";
import { unitTanh } from "./unit-tanh.js";
import { generatedRange } from "./value-ranges.js";

export const residualGeneratorSettings = {
  ...generatorSettings,
  channels: counts(
    "Channels before each block; each doubles height and width, less a row or a column where the image's was odd. The last block keeps its channels.",
  ),
  norm: normSetting('Norm in blocks and after the last; "auto" is batch norm, of the condition where there is one.'),
  attention: flag("Whether self-attention stands before the last block, at half the height and width.", {
    default: false,
  }),
  spectralNorm: flag("Whether spectral norm holds linear layers and convolutions, as in SAGAN.", { default: false }),
  activation: activationSetting("What stands in blocks, and after the last."),
};

/** Examples are images `[height, width, channels]`. */
export interface ResidualGeneratorOptions extends FactoryOptions<typeof residualGeneratorSettings> {}

/**
 * `[batch, latent]` to `[batch, height, width, channels]` in [0, 1]: a linear layer, an `upBlock` for each of `channels`, norm, activation, a
 * 3×3 convolution and `unitTanh`.
 *
 * Miyato et al. 2018 (SNGAN), https://arxiv.org/abs/1802.05957; attention: Zhang et al. 2018 (SAGAN), https://arxiv.org/abs/1805.08318
 *
 * @throws GenlabError for images too small to be halved so often, and for options that it does not have; the network, for noise of
 * another size.
 */
export function residualGenerator(options: ResidualGeneratorOptions, rng: Rng): Sequential {
  const values = factoryOptions("residualGenerator", residualGeneratorSettings, options, rng);
  const { shape, latent, channels, attention, spectralNorm, activation } = values;
  const norm = values.norm === "auto" ? batchNormFor(values.condition) : values.norm;
  const levels = halvings(shape, channels.length).toReversed();
  const [height, width, depth] = levels[0]!;
  const [first = depth, last = depth] = [channels[0], channels.at(-1)];
  const { convolution, linear } = layerMakers({
    spectralNorm,
    weightInitializer: glorotUniform,
    biasInitializer: constantInitializer(0),
  });
  const blocks = channels.flatMap((inputs, i) => {
    const hasAttention = attention && i === channels.length - 1;
    const sizes = { inputs, outputs: channels[i + 1] ?? inputs };
    return [
      ...(hasAttention ? [new SelfAttention2d({ channels: inputs, linear }, rng.fork("attention"))] : []),
      upBlock({ ...sizes, norm, activation, convolution }, rng.fork(`block/${i}`)),
      ...cropped(levels[i]!, levels[i + 1]!),
    ];
  });
  const layers = [
    linear({ inputs: latent, outputs: height * width * first }, rng.fork("linear")),
    reshapeTo([height, width, first]),
    ...blocks,
    norm(last, rng.fork("norm")),
    activation,
    convolution({ inputs: last, outputs: depth, kernel: 3 }, rng.fork("convolution")),
    unitTanh,
  ];
  return new Sequential(layers, { shape: [latent], name: "The generator", dataRange: generatedRange });
}
