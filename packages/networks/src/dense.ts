import { count, counts, type FactoryOptions, factoryOptions, type Rng, sizeOf } from "@genlab/core";
import { flatten, reshapeTo, Sequential } from "@genlab/layers";
import { mlp } from "./mlp.js";
import { activationSetting } from "./settings/activation-setting.js";
import { normSetting } from "./settings/norm-setting.js";

const layersSettings = {
  hidden: counts("Features of each hidden layer."),
  activation: activationSetting("What follows each hidden layer."),
};

export const denseEncoderSettings = {
  outputs: count("Features of the output."),
  norm: normSetting('What follows each hidden linear layer, before the activation; "auto" is none.'),
  ...layersSettings,
};

export interface DenseEncoderOptions extends FactoryOptions<typeof denseEncoderSettings> {}

/**
 * `[batch, ...shape]` to `[batch, outputs]` by linear layers.
 *
 * @throws GenlabError for options that it does not have; the network, for examples of another shape.
 */
export function denseEncoder(options: DenseEncoderOptions, rng: Rng): Sequential {
  const values = factoryOptions("denseEncoder", denseEncoderSettings, options, rng);
  const { shape, hidden, outputs, norm, activation } = values;
  const { layers } = mlp({ sizes: [sizeOf(shape), ...hidden, outputs], norm, activation }, rng);
  return new Sequential([flatten, ...layers], { shape, name: "The encoder" });
}

export const denseDecoderSettings = { latent: count("Features of the codes."), ...layersSettings };

export interface DenseDecoderOptions extends FactoryOptions<typeof denseDecoderSettings> {}

/**
 * `[batch, latent]` to `[batch, ...shape]` by linear layers, with nothing after the last.
 *
 * @throws GenlabError for options that it does not have; the network, for codes of another size.
 */
export function denseDecoder(options: DenseDecoderOptions, rng: Rng): Sequential {
  const { shape, hidden, latent, activation } = factoryOptions("denseDecoder", denseDecoderSettings, options, rng);
  const { layers } = mlp({ sizes: [latent, ...hidden, sizeOf(shape)], activation }, rng);
  return new Sequential([...layers, reshapeTo(shape)], { shape: [latent], name: "The decoder" });
}
