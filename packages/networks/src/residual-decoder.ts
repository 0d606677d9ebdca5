import { type FactoryOptions, factoryOptions, type Rng } from "@genlab/core";
import { Linear, reshapeTo, Sequential } from "@genlab/layers";
import { convolutionalDecoderSettings } from "./convolutional.js";
import { cropped, halvings } from "./halvings.js";
import { residualDoubling } from "./residual-doubling.js";

/** Those of a convolutional one. */
export const residualDecoderSettings = convolutionalDecoderSettings;

/** Examples are images `[height, width, channels]`. */
export interface ResidualDecoderOptions extends FactoryOptions<typeof residualDecoderSettings> {}

/**
 * `[batch, latent]` to `[batch, height, width, channels]`: a linear layer and a `residualDoubling` for each of `channels`, with nothing after
 * the last.
 *
 * @throws GenlabError for images too small to be halved so often, and for options that it does not have; the network, for codes of another
 * size.
 */
export function residualDecoder(options: ResidualDecoderOptions, rng: Rng): Sequential {
  const values = factoryOptions("residualDecoder", residualDecoderSettings, options, rng);
  const { shape, latent, channels, activation } = values;
  const sizes = halvings(shape, channels.length).toReversed();
  const [height, width, depth] = sizes[0]!;
  const first = channels[0] ?? depth;
  const blocks = channels.flatMap((inputs, i) => [
    residualDoubling({ inputs, outputs: channels[i + 1] ?? depth, before: [activation] }, rng.fork(`block/${i}`)),
    ...cropped(sizes[i]!, sizes[i + 1]!),
  ]);
  const linear = new Linear({ inputs: latent, outputs: height * width * first }, rng.fork("linear"));
  return new Sequential([linear, reshapeTo([height, width, first]), ...blocks], {
    shape: [latent],
    name: "The decoder",
  });
}
