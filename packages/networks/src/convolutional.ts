import { count, counts, type FactoryOptions, factoryOptions, type Rng } from "@genlab/core";
import { Conv2d, ConvTranspose2d, flatten, Linear, reshapeTo, Sequential } from "@genlab/layers";
import { cropped, halvings } from "./halvings.js";
import { activationSetting } from "./settings/activation-setting.js";
import { normSetting } from "./settings/norm-setting.js";

export const convolutionalEncoderSettings = {
  channels: counts("Channels after each convolution; each halves height and width, rounded up."),
  outputs: count("Features of the output."),
  norm: normSetting('What stands before each activation but the first; "auto" is none.'),
  activation: activationSetting("What follows each convolution."),
};

/** Examples are images `[height, width, channels]`. */
export interface ConvolutionalEncoderOptions extends FactoryOptions<typeof convolutionalEncoderSettings> {}

/**
 * `[batch, height, width, channels]` to `[batch, outputs]`: 4×4 convolutions of stride 2, as in DCGAN's discriminator, and a
 * linear layer. Radford et al. 2015, https://arxiv.org/abs/1511.06434
 *
 * @throws GenlabError for images too small to be halved so often, and for options that it does not have; the network, for images of another
 * shape.
 */
export function convolutionalEncoder(options: ConvolutionalEncoderOptions, rng: Rng): Sequential {
  const values = factoryOptions("convolutionalEncoder", convolutionalEncoderSettings, options, rng);
  const { shape, channels, outputs, norm, activation } = values;
  const [height, width, depth] = halvings(shape, channels.length).at(-1)!;
  const convolutions = channels.flatMap((channel, i) => {
    const sizes = { inputs: channels[i - 1] ?? depth, outputs: channel, kernel: 4, stride: 2 };
    const between = norm === "auto" || i === 0 ? [] : [norm(channel, rng.fork(`norm/${i}`))];
    return [new Conv2d({ ...sizes, bias: between.length === 0 }, rng.fork(`convolution/${i}`)), ...between, activation];
  });
  const inputs = height * width * (channels.at(-1) ?? depth);
  const layers = [...convolutions, flatten, new Linear({ inputs, outputs }, rng.fork("linear"))];
  return new Sequential(layers, { shape, name: "The encoder" });
}

export const convolutionalDecoderSettings = {
  latent: count("Features of the codes."),
  channels: counts(
    "Channels before each transposed convolution; each doubles height and width, less a row or a column where the image's was odd.",
  ),
  activation: activationSetting("What stands before each transposed convolution."),
};

/** Examples are images `[height, width, channels]`. */
export interface ConvolutionalDecoderOptions extends FactoryOptions<typeof convolutionalDecoderSettings> {}

/**
 * `[batch, latent]` to `[batch, height, width, channels]`: a linear layer and 4×4 transposed convolutions of stride 2, as in
 * DCGAN's generator, with nothing after the last. Radford et al. 2015, https://arxiv.org/abs/1511.06434
 *
 * @throws GenlabError for images too small to be halved so often, and for options that it does not have; the network, for codes of another
 * size.
 */
export function convolutionalDecoder(options: ConvolutionalDecoderOptions, rng: Rng): Sequential {
  const values = factoryOptions("convolutionalDecoder", convolutionalDecoderSettings, options, rng);
  const { shape, latent, channels, activation } = values;
  const sizes = halvings(shape, channels.length).toReversed();
  const [height, width, depth] = sizes[0]!;
  const first = [height, width, channels[0] ?? depth] as const;
  const outputs = first[0] * first[1] * first[2];
  const convolutions = channels.flatMap((inputs, i) => [
    ...(i === 0 ? [] : [activation]),
    new ConvTranspose2d(
      { inputs, outputs: channels[i + 1] ?? depth, kernel: 4, stride: 2 },
      rng.fork(`convolution/${i}`),
    ),
    ...cropped(sizes[i]!, sizes[i + 1]!),
  ]);
  const layers = [
    new Linear({ inputs: latent, outputs }, rng.fork("linear")),
    ...(channels.length > 0 ? [activation] : []),
    reshapeTo(first),
    ...convolutions,
  ];
  return new Sequential(layers, { shape: [latent], name: "The decoder" });
}
