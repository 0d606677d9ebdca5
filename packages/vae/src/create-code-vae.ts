import { type Rng, refuseUnknown, requireCounts, requireRng, requireSizes } from "@genlab/core";
import type { Activation } from "@genlab/layers";
import { mlp } from "@genlab/networks";
import { CodeVae, type CodeVaeNetworks } from "./code-vae.js";

export interface CreateCodeVaeOptions {
  /** Size of the codes, and of the codes of these. */
  readonly latent: number;
  /** Features of the hidden layers. Default three of 1024, as in the paper's code. */
  readonly hidden?: readonly number[];
  /** Default `relu`. */
  readonly activation?: Activation;
}

/**
 * A VAE of codes `[batch, latent]`.
 *
 * @throws GenlabError for a latent that is no count, and for options that it does not have.
 */
export function createCodeVae(options: CreateCodeVaeOptions, rng: Rng): CodeVae {
  return new CodeVae(codeVaeNetworks(options, rng), { latent: options.latent });
}

export function codeVaeNetworks(options: CreateCodeVaeOptions, rng: Rng): CodeVaeNetworks {
  const { latent, hidden = [1024, 1024, 1024], activation, ...others } = options;
  refuseUnknown("createCodeVae", others, { latent, hidden, activation });
  requireCounts("createCodeVae", { latent });
  requireSizes("createCodeVae", { hidden });
  requireRng("createCodeVae", rng);
  const coder = (outputs: number, name: string) =>
    mlp({ sizes: [latent, ...hidden, outputs], ...(activation && { activation }) }, rng.fork(name));
  return { encoder: coder(2 * latent, "code-encoder"), decoder: coder(latent, "code-decoder") };
}
