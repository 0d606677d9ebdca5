import { type FactoryOptions, factoryOptions, type Rng } from "@genlab/core";
import { flatten, Linear, Sequential } from "@genlab/layers";
import { convolutionalEncoderSettings } from "./convolutional.js";
import { halvings } from "./halvings.js";
import { residualHalving } from "./residual-halving.js";

/** Those of a convolutional one. */
export const residualEncoderSettings = convolutionalEncoderSettings;

/** Examples are images `[height, width, channels]`. */
export interface ResidualEncoderOptions extends FactoryOptions<typeof residualEncoderSettings> {}

/**
 * `[batch, height, width, channels]` to `[batch, outputs]`: a `residualHalving` for each of `channels`, activation and a linear layer.
 *
 * @throws GenlabError for images too small to be halved so often, and for options that it does not have; the network, for images of another
 * shape.
 */
export function residualEncoder(options: ResidualEncoderOptions, rng: Rng): Sequential {
  const values = factoryOptions("residualEncoder", residualEncoderSettings, options, rng);
  const { shape, channels, outputs, norm, activation } = values;
  const [height, width, depth] = halvings(shape, channels.length).at(-1)!;
  const before = (channel: number, i: number) =>
    norm === "auto" ? [activation] : [norm(channel, rng.fork(`norm/${i}`)), activation];
  const last = channels.at(-1) ?? depth;
  const blocks = channels.map((channel, i) => {
    const inputs = channels[i - 1] ?? depth;
    const sizes = { inputs, outputs: channel, before: i === 0 ? [] : before(inputs, i) };
    return residualHalving(sizes, rng.fork(`block/${i}`));
  });
  const linear = new Linear({ inputs: height * width * last, outputs }, rng.fork("linear"));
  const layers = [...blocks, ...(channels.length > 0 ? before(last, channels.length) : []), flatten, linear];
  return new Sequential(layers, { shape, name: "The encoder" });
}
