import { GenlabError, type Rng, refuseUnknown } from "@genlab/core";
import { type Activation, Linear, relu, Sequential } from "@genlab/layers";
import { requireLists } from "./require-lists.js";

export interface MlpOptions {
  /** Features of the input, of each hidden layer, and of the output. */
  readonly sizes: readonly number[];
  /** Between the layers, not after the last. Default `relu`. */
  readonly activation?: Activation;
}

/**
 * Linear layers with an activation between them: `[batch, sizes[0]]` to `[batch, sizes.at(-1)]`.
 *
 * @throws GenlabError for less than two sizes, and for options that it does not have; the network, for inputs of another size.
 */
export function mlp({ sizes, activation = relu, ...others }: MlpOptions, rng: Rng): Sequential {
  refuseUnknown("mlp", others, { sizes, activation });
  requireLists("mlp", { sizes });
  if (sizes.length < 2) throw new GenlabError(`mlp: sizes are [${sizes}]. Give those of the input and of the output.`);
  const layers = sizes.slice(1).flatMap((outputs, i) => {
    const linear = new Linear({ inputs: sizes[i]!, outputs }, rng.fork(`${i}`));
    return i < sizes.length - 2 ? [linear, activation] : [linear];
  });
  return new Sequential(layers, { shape: sizes.slice(0, 1) });
}
