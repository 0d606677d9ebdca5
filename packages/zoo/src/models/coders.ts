import { type Activation, leakyRelu, relu } from "@genlab/layers";
import {
  bernoulli,
  continuousBernoulli,
  gaussian,
  LearnedGaussian,
  type Likelihood,
  squaredErrorLikelihood,
} from "@genlab/losses";
import { sigmoid } from "@tensorflow/tfjs-core";
import { count, counts, number, oneOf, type ValuesOf } from "../settings.js";

/** Settings of an encoder and its decoder. */
export const coders = {
  latent: count(16),
  network: oneOf(["auto", "dense", "convolutional"], "auto"),
  hidden: counts([400]),
  channels: counts([32, 64]),
  activation: oneOf(["relu", "leaky-relu"], "relu"),
};

const activations: Readonly<Record<"relu" | "leaky-relu", Activation>> = { relu, "leaky-relu": leakyRelu() };

export function codersFrom({ latent, network, hidden, channels, activation }: ValuesOf<typeof coders>) {
  return { latent, hidden, channels, activation: activations[activation], ...(network !== "auto" && { network }) };
}

type LikelihoodName = "auto" | "bernoulli" | "continuous-bernoulli" | "squared-error" | "gaussian" | "learned-gaussian";

/** Settings of what a decoder's output says of the data. */
export const likelihood = (value: LikelihoodName) => ({
  likelihood: oneOf<LikelihoodName>(
    ["auto", "bernoulli", "continuous-bernoulli", "squared-error", "gaussian", "learned-gaussian"],
    value,
  ),
  variance: number(1, { min: 1e-12 }),
});

/**
 * The likelihood of examples of a shape. Images are in [0, 1], points anywhere in the plane: "auto" is Bernoulli for the former, and a
 * Gaussian with a learned variance for the latter; the squared error is of sigmoids for the former, and of outputs as they are for the
 * latter.
 */
export function likelihoodFrom(
  { likelihood: name, variance }: ValuesOf<ReturnType<typeof likelihood>>,
  shape: readonly number[],
): { likelihood: Likelihood } {
  const isOfImages = shape.length === 3;
  const known: Readonly<Record<LikelihoodName, () => Likelihood>> = {
    auto: () => (isOfImages ? known.bernoulli() : known["learned-gaussian"]()),
    bernoulli: () => bernoulli,
    "continuous-bernoulli": () => continuousBernoulli,
    "squared-error": () => (isOfImages ? squaredErrorLikelihood(sigmoid) : squaredErrorLikelihood()),
    gaussian: () => gaussian({ variance }),
    "learned-gaussian": () => new LearnedGaussian({ logVariance: Math.log(variance) }),
  };
  return { likelihood: known[name]() };
}
