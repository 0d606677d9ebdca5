import { type Context, canEncode, type Encodes } from "@genlab/core";
import {
  cast,
  exp,
  greater,
  mean,
  mul,
  reshape,
  type Scalar,
  scalar,
  square,
  squaredDifference,
  sub,
  type Tensor,
  unstack,
} from "@tensorflow/tfjs-core";

/** A latent below it tells nothing of the data. Burda et al. 2015, section 5.2, https://arxiv.org/abs/1509.00519 */
export const ACTIVE = 0.01;
/** More are not listed one by one. */
const MOST_LISTED = 32;

interface HasPosterior {
  posterior(x: Tensor, context: Context): { readonly mean: Tensor; readonly logVariance: Tensor };
}

/** Whether a model, or the coder that it holds, has Gaussian posteriors. */
export const hasPosterior = (model: object): boolean => posteriorHolder(model) !== undefined;

function posteriorHolder(model: object): HasPosterior | undefined {
  // a conditional model's parts ask for the class too
  const held = canEncode(model) ? ["coder", "vae"].map((name) => Reflect.get(model, name)) : [];
  return [model, ...held].find(
    (each): each is HasPosterior =>
      typeof each === "object" && each !== null && typeof Reflect.get(each, "posterior") === "function",
  );
}

/** The share of latents with a mean KL above 0.01 nats, their sum `kl`, and that of each. */
export function posteriorCodes(model: object, x: Tensor, context: Context): Readonly<Record<string, Scalar>> {
  const { mean: m, logVariance } = posteriorHolder(model)!.posterior(x, context);
  const twice = sub(sub(square(m), logVariance), sub(scalar(1), exp(logVariance))); // [batch, latent]
  const kl = mul(mean(twice, 0), scalar(0.5)); // [latent]
  return { active: activeShare(kl), kl: mul<Scalar>(mean<Scalar>(kl), kl.size), ...listed("kl", kl) };
}

/** The share of latents whose codes vary by more than 0.01 over the batch, and the variance of each. */
export function encodedCodes(model: Encodes, x: Tensor, context: Context): Readonly<Record<string, Scalar>> {
  const codes = reshape(model.encode(x, context), [x.shape[0]!, -1]);
  const variance = mean(squaredDifference(codes, mean(codes, 0, true)), 0); // [latent]
  return { active: activeShare(variance), ...listed("variance", variance) };
}

const activeShare = (figures: Tensor): Scalar => mean<Scalar>(cast(greater(figures, scalar(ACTIVE)), "float32"));

function listed(name: string, figures: Tensor): Record<string, Scalar> {
  if (figures.size > MOST_LISTED) return {};
  return Object.fromEntries(unstack(figures).map((figure, i) => [`${name}/${i}`, figure as Scalar]));
}
