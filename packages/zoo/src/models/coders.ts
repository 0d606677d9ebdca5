import { GenlabError } from "@genlab/core";
import { type Activation, leakyRelu, relu } from "@genlab/layers";
import {
  bernoulli,
  continuousBernoulli,
  gaussian,
  LearnedGaussian,
  type Likelihood,
  likelihoodFor,
  squaredErrorFor,
} from "@genlab/losses";
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

const others = {
  bernoulli: () => bernoulli,
  "continuous-bernoulli": () => continuousBernoulli,
  "squared-error": squaredErrorFor,
} satisfies Record<string, (shape: readonly number[]) => Likelihood>;

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
 * The likelihood of examples of a shape: "auto" and "squared-error" as `likelihoodFor` and `squaredErrorFor` say. One that is for other
 * values than the data has is found when the data comes: features may be in [0, 1] as pixels are.
 *
 * @throws GenlabError for a variance that the likelihood does not have.
 */
export function likelihoodFrom(
  { likelihood: name, variance }: ValuesOf<ReturnType<typeof likelihood>>,
  shape: readonly number[],
): { likelihood: Likelihood } {
  const learned = () => new LearnedGaussian({ logVariance: Math.log(variance) });
  const own = name === "auto" ? likelihoodFor(shape) : undefined;
  if (name === "gaussian") return { likelihood: gaussian({ variance }) };
  if (name === "learned-gaussian" || own instanceof LearnedGaussian) return { likelihood: learned() };
  if (variance !== 1) {
    throw new GenlabError(
      `\`variance\` is ${variance}, and the likelihood ${name === "auto" ? "of images, Bernoulli," : `"${name}"`} has none. Leave it out, or choose "gaussian" or "learned-gaussian".`,
    );
  }
  return { likelihood: own ?? others[name as keyof typeof others](shape) };
}
