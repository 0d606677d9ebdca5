import { completeSettings, counts, GenlabError, type Given, type Rng } from "@genlab/core";
import { Linear, Sequential } from "@genlab/layers";
import { activationSetting } from "./settings/activation-setting.js";
import { normSetting } from "./settings/norm-setting.js";

export const mlpSettings = {
  sizes: counts("Features of the input, of each hidden layer, and of the output."),
  norm: normSetting('What follows each layer but the last, before the activation; "auto" is none.'),
  activation: activationSetting("What stands between the layers, not after the last."),
};

export interface MlpOptions extends Given<typeof mlpSettings> {}

/**
 * Linear layers with an activation between them: `[batch, sizes[0]]` to `[batch, sizes.at(-1)]`.
 *
 * @throws GenlabError for less than two sizes, and for options that it does not have; the network, for inputs of another size.
 *
 * @example
 * ```ts
 * import { createContext, createRng, mlp } from "genlab";
 *
 * const rng = createRng(1);
 * const network = mlp({ sizes: [4, 16, 2] }, rng);
 * console.log(network.forward(rng.normal([3, 4]), createContext({ rng })).shape); // [3, 2]
 * ```
 */
export function mlp(options: MlpOptions, rng: Rng): Sequential {
  const { sizes, norm, activation } = completeSettings("mlp", mlpSettings, options);
  if (sizes.length < 2) throw new GenlabError(`mlp: sizes are [${sizes}]. Give those of the input and of the output.`);
  const layers = sizes.slice(1).flatMap((outputs, i) => {
    const isLast = i === sizes.length - 2;
    const bias = isLast || norm === "auto";
    const linear = new Linear({ inputs: sizes[i]!, outputs, bias }, rng.fork(`${i}`));
    if (isLast) return [linear];
    return norm === "auto" ? [linear, activation] : [linear, norm(outputs, rng.fork(`norm/${i}`)), activation];
  });
  return new Sequential(layers, { shape: sizes.slice(0, 1) });
}
