import { counts, type FactoryOptions, factoryOptions, type Rng } from "@genlab/core";
import { ConvTranspose2d, constantInitializer, Linear, normalInitializer, reshapeTo, Sequential } from "@genlab/layers";
import { cropped, halvings } from "./halvings.js";
import { batchNormFor } from "./norm.js";
import { activationSetting } from "./settings/activation-setting.js";
import { generatorSettings } from "./settings/generator-settings.js";
import { normSetting } from "./settings/norm-setting.js";
import { unitTanh } from "./unit-tanh.js";
import { generatedRange } from "./value-ranges.js";

export const dcganGeneratorSettings = {
  ...generatorSettings,
  channels: counts(
    "Channels before each transposed convolution; each doubles height and width, less a row or a column where the image's was odd.",
  ),
  norm: normSetting('What stands before each activation; "auto" is batch norm, of the condition where there is one.'),
  activation: activationSetting("What stands before each transposed convolution."),
};

/** Examples are images `[height, width, channels]`. */
export interface DcganGeneratorOptions extends FactoryOptions<typeof dcganGeneratorSettings> {}

/**
 * `[batch, latent]` to `[batch, height, width, channels]` in [0, 1]: a linear layer and 4×4 transposed convolutions of stride 2, with a
 * norm and an activation before each of them, and `unitTanh` at the end. Weights start from N(0, 0.02²).
 *
 * Radford et al. 2015, https://arxiv.org/abs/1511.06434; for 64×64 images the paper has channels [1024, 512, 256, 128]
 *
 * @throws GenlabError for images too small to be halved so often, and for options that it does not have; the network, for noise of another
 * size.
 */
export function dcganGenerator(options: DcganGeneratorOptions, rng: Rng): Sequential {
  const values = factoryOptions("dcganGenerator", dcganGeneratorSettings, options, rng);
  const { shape, latent, channels, activation } = values;
  const norm = values.norm === "auto" ? batchNormFor(values.condition) : values.norm;
  const levels = halvings(shape, channels.length).toReversed();
  const [height, width, depth] = levels[0]!;
  const first = channels[0] ?? depth;
  const initializers = { weightInitializer: normalInitializer(), biasInitializer: constantInitializer(0) };
  const blocks = channels.flatMap((inputs, i) => {
    const sizes = { inputs, outputs: channels[i + 1] ?? depth, kernel: 4, stride: 2 };
    return [
      norm(inputs, rng.fork(`norm/${i}`)),
      activation,
      new ConvTranspose2d({ ...sizes, ...initializers }, rng.fork(`convolution/${i}`)),
      ...cropped(levels[i]!, levels[i + 1]!),
    ];
  });
  const linear = { inputs: latent, outputs: height * width * first, ...initializers };
  const layers = [new Linear(linear, rng.fork("linear")), reshapeTo([height, width, first]), ...blocks, unitTanh];
  return new Sequential(layers, { shape: [latent], name: "The generator", dataRange: generatedRange });
}
