import {
  type Context,
  completeSettings,
  counts,
  delegate,
  type Given,
  type Layer,
  type Model,
  type Parameter,
  type Phase,
  type Rng,
  refuseUnknown,
  requireRng,
  type Samples,
  type Scores,
  type Values,
  type Weighs,
} from "@genlab/core";
import { reparameterize } from "@genlab/layers";
import { LearnedGaussian } from "@genlab/losses";
import { activationSetting, mlp } from "@genlab/networks";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { Vae, vaeSettings } from "./vae.js";

export interface CodeVaeNetworks {
  /** Maps `z` to `[batch, 2 latent]`: means and log-variances of its code `u`. */
  readonly encoder: Layer;
  /** Maps `u` `[batch, latent]` to the mean of `z`, of the shape of `z`. */
  readonly decoder: Layer;
}

export const codeVaeSettings = { latent: vaeSettings.latent };

export interface CodeVaeSettings extends Given<typeof codeVaeSettings> {}

export interface CodeVae extends Scores, Weighs, Pick<Vae, "loss"> {}

/**
 * VAE of codes `z` of another model, as a prior for it: the second stage of a two-stage VAE, for any encoder. It minimises
 * `−E_q(u|z) log p(z|u) + KL(q(u|z) ‖ N(0, I))`, where `p(z|u)` is Gaussian with one learned variance, and samples go `u ~ N(0, I)`,
 * `z ~ p(z|u)`. Its batches hold the codes in `x`.
 *
 * Dai & Wipf 2019, https://arxiv.org/abs/1903.05789
 */
export class CodeVae implements Model, Samples {
  readonly vae: Vae;
  /** Of `p(z|u)`. */
  readonly logVariance: Parameter;

  /** @throws GenlabError for a latent that is no count, and for settings or networks that it does not have. */
  constructor({ encoder, decoder, ...others }: CodeVaeNetworks, settings: CodeVaeSettings) {
    refuseUnknown("CodeVae", others, { encoder, decoder });
    const likelihood = new LearnedGaussian();
    this.vae = new Vae({ encoder, decoder, likelihood }, completeSettings("CodeVae", codeVaeSettings, settings));
    this.logVariance = likelihood.logVariance;
  }

  phases(): readonly Phase[] {
    return [{ name: "vae", updates: this, loss: this.loss.bind(this) }];
  }

  /** Draws codes `z`. */
  sample(count: number, context: Context): Tensor {
    return tidy(() => {
      const mean = this.vae.sample(count, context);
      return reparameterize({ mean, logVariance: this.logVariance }, context.rng);
    });
  }
}

delegate(CodeVae, "vae", ["loss", "score", "logWeights"]);

export const codeVaeOptions = {
  latent: { ...vaeSettings.latent, about: "Numbers of a code, and of the code of a code." },
  hidden: counts("Features of the hidden layers.", { default: [1024, 1024, 1024], source: "as in the paper's code" }),
  activation: activationSetting("What stands between the layers of encoder and decoder."),
};

export interface CreateCodeVaeOptions extends Given<typeof codeVaeOptions> {}

/**
 * A VAE of codes `[batch, latent]`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createCodeVae(options: CreateCodeVaeOptions, rng: Rng): CodeVae {
  const values = completeSettings("createCodeVae", codeVaeOptions, options);
  requireRng("createCodeVae", rng);
  return new CodeVae(codeVaeNetworks(values, rng), { latent: values.latent });
}

export function codeVaeNetworks(values: Values<typeof codeVaeOptions>, rng: Rng): CodeVaeNetworks {
  const { latent, hidden, activation } = values;
  const coder = (outputs: number, name: string) =>
    mlp({ sizes: [latent, ...hidden, outputs], activation }, rng.fork(name));
  return { encoder: coder(2 * latent, "code-encoder"), decoder: coder(latent, "code-decoder") };
}
