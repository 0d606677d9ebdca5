import { count, counts, type FactoryOptions, factoryOptions, flag, GenlabError, type Rng, sizeOf } from "@genlab/core";
import { flatten, Maxout, Sequential } from "@genlab/layers";
import { discriminatorHead } from "./discriminator-head.js";
import { layerMakers } from "./layer-makers.js";
import { activationSetting } from "./settings/activation-setting.js";
import { judgementSettings } from "./settings/judgement-settings.js";
import { toSigned } from "./signed.js";
import { judgedRange } from "./value-ranges.js";

export const mlpDiscriminatorSettings = {
  hidden: counts("Features of each hidden layer."),
  pieces: count("Above 1 the hidden layers are maxout layers with so many pieces, without activation.", { default: 1 }),
  activation: activationSetting("What follows each hidden layer.", "leaky-relu"),
  spectralNorm: flag("Whether spectral norm holds every layer Lipschitz; not with `pieces`.", { default: false }),
  ...judgementSettings,
};

/** Examples are points `[features]`, or images with values in [0, 1], which are moved to [−1, 1]. */
export interface MlpDiscriminatorOptions extends FactoryOptions<typeof mlpDiscriminatorSettings> {}

/**
 * `[batch, ...shape]` to `[batch, outputs]` by linear or maxout layers. Goodfellow et al. 2014, https://arxiv.org/abs/1406.2661
 *
 * @throws GenlabError for spectral norm together with maxout, and for options that it does not have; the network, for examples of another
 * shape.
 */
export function mlpDiscriminator(options: MlpDiscriminatorOptions, rng: Rng): Sequential {
  const values = factoryOptions("mlpDiscriminator", mlpDiscriminatorSettings, options, rng);
  const { shape, hidden, pieces, activation, spectralNorm, outputs: judgements, condition } = values;
  if (spectralNorm && pieces > 1) {
    throw new GenlabError(`mlpDiscriminator has spectral norm and maxout of ${pieces} pieces. Choose one of the two.`);
  }
  const { linear } = layerMakers({ spectralNorm });
  const layers = hidden.flatMap((outputs, i) => {
    const [sizes, stream] = [{ inputs: hidden[i - 1] ?? sizeOf(shape), outputs }, rng.fork(`${i}`)];
    return pieces > 1 ? [new Maxout({ ...sizes, pieces }, stream)] : [linear(sizes, stream), activation];
  });
  const inputs = hidden.at(-1) ?? sizeOf(shape);
  const head = discriminatorHead({ inputs, linear, outputs: judgements, condition }, rng.fork("output"));
  const made = { shape, name: "The discriminator" };
  return shape.length > 1
    ? new Sequential([toSigned, flatten, ...layers, head], { ...made, dataRange: judgedRange })
    : new Sequential([...layers, head], made);
}
