import { counts, type FactoryOptions, factoryOptions, orAuto, type Rng, sizeOf } from "@genlab/core";
import { appendCondition, identity, Linear, reshapeTo, Sequential, sigmoid } from "@genlab/layers";
import { activationSetting } from "./settings/activation-setting.js";
import { generatorSettings } from "./settings/generator-settings.js";
import { normSetting } from "./settings/norm-setting.js";
import { unitTanh } from "./unit-tanh.js";
import { generatedRange } from "./value-ranges.js";

export const mlpGeneratorSettings = {
  ...generatorSettings,
  hidden: counts("Features of each hidden layer."),
  norm: normSetting('What follows each hidden linear layer, before the activation; "auto" is none.'),
  activation: activationSetting("What follows each hidden layer."),
  output: orAuto(
    activationSetting(
      'What follows the last layer; "auto" is none for points `[features]`, and `unitTanh` for images.',
    ),
  ),
};

/** The condition is appended to the noise. */
export interface MlpGeneratorOptions extends FactoryOptions<typeof mlpGeneratorSettings> {}

/**
 * `[batch, latent]` to `[batch, ...shape]` by linear layers. Goodfellow et al. 2014, https://arxiv.org/abs/1406.2661
 *
 * @throws GenlabError for options that it does not have; the network, for noise of another size.
 */
export function mlpGenerator(options: MlpGeneratorOptions, rng: Rng): Sequential {
  const values = factoryOptions("mlpGenerator", mlpGeneratorSettings, options, rng);
  const { shape, latent, hidden, condition, activation } = values;
  const norm = values.norm === "auto" ? undefined : values.norm;
  const output = values.output === "auto" ? (shape.length === 1 ? identity : unitTanh) : values.output;
  const layers = hidden.flatMap((outputs, i) => {
    const inputs = hidden[i - 1] ?? latent + condition;
    const linear = new Linear({ inputs, outputs, bias: !norm }, rng.fork(`${i}`));
    return norm ? [linear, norm(outputs, rng.fork(`norm/${i}`)), activation] : [linear, activation];
  });
  const inputs = hidden.at(-1) ?? latent + condition;
  const made = [
    ...(condition > 0 ? [appendCondition] : []),
    ...layers,
    new Linear({ inputs, outputs: sizeOf(shape) }, rng.fork("output")),
    reshapeTo(shape),
    output,
  ];
  const isUnit = shape.length > 1 && (output === unitTanh || output === sigmoid);
  return new Sequential(made, {
    shape: [latent],
    name: "The generator",
    ...(isUnit && { dataRange: generatedRange }),
  });
}
