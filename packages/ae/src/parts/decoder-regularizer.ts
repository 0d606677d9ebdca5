import { GenlabError, type Module, namedParameters, type Rng } from "@genlab/core";
import { addN, mean, type Scalar, square, sum, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { type ExampleMap, squaredJacobianNorm } from "./squared-jacobian-norm.js";

export interface DecoderInputs {
  readonly decoder: Module;
  /** The decoder with the likelihood's mean: from codes to data. */
  readonly decode: ExampleMap;
  /** Codes of a batch, `[batch, latent]`. */
  readonly z: Tensor;
}

/** What keeps a decoder smooth. */
export type DecoderRegularizer = (inputs: DecoderInputs, rng: Rng) => Scalar;

/**
 * `‖θ‖²`, the squares of all of the decoder's parameters: RAE-L2.
 *
 * @throws GenlabError for a decoder without parameters.
 */
export const weightDecay: DecoderRegularizer = ({ decoder }) => {
  const parameters = [...namedParameters(decoder).values()];
  if (parameters.length === 0)
    throw new GenlabError("weightDecay: the decoder has no parameters. Give another regularizer.");
  return tidy(() => addN(parameters.map((parameter) => sum<Scalar>(square(parameter)))));
};

/** `‖∂x̂/∂z‖²_F` at the batch's codes, estimated with one random vector an example, the mean over the batch: RAE-GP. */
export const gradientPenalty: DecoderRegularizer = ({ decode, z }, rng) =>
  tidy(() => mean<Scalar>(squaredJacobianNorm({ map: decode, x: z }, rng)));
