import { type Rng, refuseUnknown } from "@genlab/core";
import { type Activation, flatten, relu, reshapeTo, Sequential } from "@genlab/layers";
import { requireExampleShape } from "./halvings.js";
import { mlp } from "./mlp.js";
import { requireLists } from "./require-lists.js";
import { sizeOf } from "./size-of.js";

export interface DenseEncoderOptions {
  /** Shape of one example. */
  readonly shape: readonly number[];
  /** Features of each hidden layer. */
  readonly hidden: readonly number[];
  readonly outputs: number;
  /** Default `relu`. */
  readonly activation?: Activation;
}

/**
 * `[batch, ...shape]` to `[batch, outputs]` by linear layers.
 *
 * @throws GenlabError for options that it does not have; the network, for examples of another shape.
 */
export function denseEncoder(options: DenseEncoderOptions, rng: Rng): Sequential {
  const { shape, hidden, outputs, activation = relu, ...others } = options;
  refuseUnknown("denseEncoder", others, { shape, hidden, outputs, activation });
  requireLists("denseEncoder", { hidden });
  requireExampleShape(shape);
  const { layers } = mlp({ sizes: [sizeOf(shape), ...hidden, outputs], activation }, rng);
  return new Sequential([flatten, ...layers], { shape, name: "The encoder" });
}

export interface DenseDecoderOptions {
  readonly latent: number;
  /** Features of each hidden layer. */
  readonly hidden: readonly number[];
  /** Shape of one example. */
  readonly shape: readonly number[];
  /** Default `relu`. */
  readonly activation?: Activation;
}

/**
 * `[batch, latent]` to `[batch, ...shape]` by linear layers, with nothing after the last.
 *
 * @throws GenlabError for options that it does not have; the network, for codes of another size.
 */
export function denseDecoder(options: DenseDecoderOptions, rng: Rng): Sequential {
  const { latent, hidden, shape, activation = relu, ...others } = options;
  refuseUnknown("denseDecoder", others, { latent, hidden, shape, activation });
  requireLists("denseDecoder", { hidden });
  requireExampleShape(shape);
  const { layers } = mlp({ sizes: [latent, ...hidden, sizeOf(shape)], activation }, rng);
  return new Sequential([...layers, reshapeTo(shape)], { shape: [latent], name: "The decoder" });
}
