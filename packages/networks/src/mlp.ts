import { completeSettings, counts, GenlabError, type Given, type Rng } from "@genlab/core";
import { Linear, Sequential } from "@genlab/layers";
import { activationSetting } from "./settings/activation-setting.js";

export const mlpSettings = {
  sizes: counts("Features of the input, of each hidden layer, and of the output."),
  activation: activationSetting("What stands between the layers, not after the last."),
};

export interface MlpOptions extends Given<typeof mlpSettings> {}

/**
 * Linear layers with an activation between them: `[batch, sizes[0]]` to `[batch, sizes.at(-1)]`.
 *
 * @throws GenlabError for less than two sizes, and for options that it does not have; the network, for inputs of another size.
 */
export function mlp(options: MlpOptions, rng: Rng): Sequential {
  const { sizes, activation } = completeSettings("mlp", mlpSettings, options);
  if (sizes.length < 2) throw new GenlabError(`mlp: sizes are [${sizes}]. Give those of the input and of the output.`);
  const layers = sizes.slice(1).flatMap((outputs, i) => {
    const linear = new Linear({ inputs: sizes[i]!, outputs }, rng.fork(`${i}`));
    return i < sizes.length - 2 ? [linear, activation] : [linear];
  });
  return new Sequential(layers, { shape: sizes.slice(0, 1) });
}
