import { type Activation, leakyRelu, relu } from "@genlab/layers";
import { bernoulli, gaussian, LearnedGaussian, type Likelihood, squaredErrorLikelihood } from "@genlab/losses";
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

type LikelihoodName = "bernoulli" | "squared-error" | "gaussian" | "learned-gaussian";

/** Settings of what a decoder's output says of the data. */
export const likelihood = (value: LikelihoodName) => ({
  likelihood: oneOf<LikelihoodName>(["bernoulli", "squared-error", "gaussian", "learned-gaussian"], value),
  variance: number(1, { min: 1e-12 }),
});

export function likelihoodFrom(values: ValuesOf<ReturnType<typeof likelihood>>): { likelihood: Likelihood } {
  const { variance } = values;
  switch (values.likelihood) {
    case "bernoulli":
      return { likelihood: bernoulli };
    case "squared-error":
      return { likelihood: squaredErrorLikelihood(sigmoid) };
    case "gaussian":
      return { likelihood: gaussian({ variance }) };
    case "learned-gaussian":
      return { likelihood: new LearnedGaussian({ logVariance: Math.log(variance) }) };
  }
}
