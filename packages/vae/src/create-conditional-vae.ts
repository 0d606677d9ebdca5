import { type Rng, requireCounts, requireRng, requireSizes } from "@genlab/core";
import { appendCondition, Sequential } from "@genlab/layers";
import { likelihoodFor } from "@genlab/losses";
import { autoencoderNetworks } from "@genlab/networks";
import { ConditionalVae, type ConditionalVaeSettings } from "./conditional-vae.js";
import { refuseOthers, settingsOf, type VaeNetworksOptions } from "./create-vae.js";

export interface CreateConditionalVaeOptions extends VaeNetworksOptions, ConditionalVaeSettings {}

/**
 * A conditional VAE with networks that fit the shape of one example: the encoder has a plane for each class beside the channels of
 * `x`, the decoder the class beside the code.
 *
 * @throws GenlabError for options that it does not have, and as the networks and the model do.
 */
export function createConditionalVae(options: CreateConditionalVaeOptions, rng: Rng): ConditionalVae {
  const { classes, objective, likelihood, ...base } = options;
  refuseOthers("createConditionalVae", base, { classes, objective });
  requireRng("createConditionalVae", rng);
  const { shape, latent } = base;
  requireSizes("createConditionalVae", { shape });
  requireCounts("createConditionalVae", { latent, classes });
  const encoderShape = [...shape.slice(0, -1), shape.at(-1)! + classes];
  const sizes = { encoderShape, latent: latent + classes, codes: 2 * latent };
  const { encoder, decoder } = autoencoderNetworks({ ...base, ...sizes }, rng);
  const networks = {
    encoder: new Sequential([appendCondition, encoder]),
    decoder: new Sequential([appendCondition, decoder]),
    likelihood: likelihood ?? likelihoodFor(shape),
  };
  return new ConditionalVae(networks, settingsOf(options));
}
