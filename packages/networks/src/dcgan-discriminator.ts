import { counts, type FactoryOptions, factoryOptions, flag, type Rng } from "@genlab/core";
import { constantInitializer, flatten, identity, normalInitializer, Sequential } from "@genlab/layers";
import { discriminatorHead } from "./discriminator-head.js";
import { halvings } from "./halvings.js";
import { layerMakers } from "./layer-makers.js";
import { batchNormFor } from "./norm.js";
import { activationSetting } from "./settings/activation-setting.js";
import { judgementSettings } from "./settings/judgement-settings.js";
import { normSetting } from "./settings/norm-setting.js";
import { toSigned } from "./signed.js";
import { judgedRange } from "./value-ranges.js";

export const dcganDiscriminatorSettings = {
  channels: counts("Channels after each convolution; each halves height and width, rounded up."),
  norm: normSetting(
    'What stands before each activation but the first; "auto" is batch norm, or none under spectral norm. A gradient penalty needs one that keeps examples apart: a `GroupNorm` of one group, say.',
  ),
  spectralNorm: flag(
    "Whether spectral norm holds every layer Lipschitz. Miyato et al. 2018, https://arxiv.org/abs/1802.05957.",
    { default: false },
  ),
  activation: activationSetting("What follows each convolution.", "leaky-relu"),
  ...judgementSettings,
};

/** Examples are images `[height, width, channels]`. */
export interface DcganDiscriminatorOptions extends FactoryOptions<typeof dcganDiscriminatorSettings> {}

/**
 * `[batch, height, width, channels]` in [0, 1], moved to [−1, 1], to `[batch, outputs]`: 4×4 convolutions of stride 2 and a linear
 * layer. Weights start from N(0, 0.02²).
 *
 * Radford et al. 2015, https://arxiv.org/abs/1511.06434; for 64×64 images its code has channels [64, 128, 256, 512]
 *
 * @throws GenlabError for images too small to be halved so often, and for options that it does not have; the network, for images of another
 * shape.
 */
export function dcganDiscriminator(options: DcganDiscriminatorOptions, rng: Rng): Sequential {
  const values = factoryOptions("dcganDiscriminator", dcganDiscriminatorSettings, options, rng);
  const { shape, channels, spectralNorm, activation, outputs, condition } = values;
  const norm = values.norm === "auto" ? (spectralNorm ? () => identity : batchNormFor(0)) : values.norm;
  const [height, width, depth] = halvings(shape, channels.length).at(-1)!;
  const { convolution, linear } = layerMakers({
    spectralNorm,
    weightInitializer: normalInitializer(),
    biasInitializer: constantInitializer(0),
  });
  const blocks = channels.flatMap((channel, i) => {
    const between = i === 0 ? identity : norm(channel, rng.fork(`norm/${i}`));
    const sizes = { inputs: channels[i - 1] ?? depth, outputs: channel, kernel: 4, stride: 2 };
    return [convolution(sizes, rng.fork(`convolution/${i}`)), between, activation];
  });
  const inputs = height * width * (channels.at(-1) ?? depth);
  const head = discriminatorHead({ inputs, linear, outputs, condition }, rng.fork("linear"));
  const layers = [toSigned, ...blocks, flatten, head];
  return new Sequential(layers, { shape, name: "The discriminator", dataRange: judgedRange });
}
