import { completeSettings, type Given, modelRecipe, oneOf, orAuto, pick, weight } from "@genlab/core";
import type { DiagonalGaussian } from "@genlab/layers";
import { gaussianKl } from "@genlab/losses";
import {
  add,
  addN,
  div,
  exp,
  eye,
  matMul,
  mean,
  mul,
  type Scalar,
  squaredDifference,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { quickAdam } from "./parts/adam.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import { autoencode, type Objective } from "./parts/objective.js";
import { Vae } from "./vae.js";

export const disentangledPriorSettings = {
  covariance: oneOf(
    'Whose covariance is held to that of the prior: that of the posteriors\' "means", as in DIP-VAE-I, or of the "codes" that are drawn from them, as in DIP-VAE-II.',
    ["means", "codes"],
    { default: "means", source: "as in disentanglement_lib" },
  ),
  offDiagonal: weight("`λ_od`, the weight of the covariance of each two latents.", {
    default: 10,
    source: "one of those from 1 to 50 in disentanglement_lib, https://github.com/google-research/disentanglement_lib",
  }),
  diagonal: orAuto(
    weight(
      '`λ_d`, the weight of variances that are not 1; "auto" is, as in the paper, ten times `offDiagonal` for "means", and `offDiagonal` for "codes".',
    ),
  ),
};

export interface DisentangledPriorOptions extends Given<typeof disentangledPriorSettings> {}

/** `λ_d / λ_od` */
const ratios = { means: 10, codes: 1 };

/**
 * `−E_q(z|x) log p(x|z) + KL(q(z|x) ‖ N(0, I)) + λ_od Σᵢ≠ⱼ Cᵢⱼ² + λ_d Σᵢ (Cᵢᵢ − 1)²`, the DIP-VAE's, where `C` is the covariance of the
 * batch's posterior means or of its codes. Terms: `reconstruction`, `kl`, and the sums `offDiagonal` and `diagonal`. In a batch of one
 * example means have no covariance.
 *
 * Kumar et al. 2017, equations 6 and 7, https://arxiv.org/abs/1711.00848
 *
 * @throws GenlabError for a setting that is none or out of range.
 */
export function disentangledPrior(options: DisentangledPriorOptions = {}): Objective {
  const values = completeSettings("disentangledPrior", disentangledPriorSettings, options);
  const { covariance, offDiagonal: lambdaOd } = values;
  const lambdaD = values.diagonal === "auto" ? ratios[covariance] * lambdaOd : values.diagonal;
  return (model, { x }, context) => {
    const { posterior, reconstruction } = autoencode(model, x, context);
    const kl = gaussianKl(posterior.mean, posterior.logVariance);
    const identity = eye(posterior.mean.shape[1]!); // [latent, latent]
    const ofMeans = covarianceOf(posterior.mean);
    const squares = squaredDifference(covariance === "means" ? ofMeans : add(ofMeans, noise(posterior)), identity);
    const diagonal = sum<Scalar>(mul(identity, squares));
    const offDiagonal = sum<Scalar>(mul(sub(1, identity), squares));
    const weighted = [mul<Scalar>(lambdaOd, offDiagonal), mul<Scalar>(lambdaD, diagonal)];
    return { total: addN([reconstruction, kl, ...weighted]), reconstruction, kl, offDiagonal, diagonal };
  };
}

/** Of the rows of a batch, `[latent, latent]`. */
function covarianceOf(rows: Tensor): Tensor {
  const centred = sub<Tensor2D>(rows, mean(rows, 0));
  return div(matMul(centred, centred, true), rows.shape[0]!);
}

/** The mean of the posteriors' own covariances, `[latent, latent]`. */
const noise = ({ logVariance }: DiagonalGaussian): Tensor => mul(eye(logVariance.shape[1]!), mean(exp(logVariance), 0));

export const dipVaeRecipe = modelRecipe({
  description: "VAE with uncorrelated codes, by their covariance over the batch",
  paper: "https://arxiv.org/abs/1711.00848",
  optimizer: quickAdam,
  settings: { ...disentangledPriorSettings, ...networkSettings },
  create(options, { rng }) {
    const objective = disentangledPrior(pick(options, disentangledPriorSettings));
    return new Vae(fittingNetworks(options, rng), { latent: options.latent, objective });
  },
});
