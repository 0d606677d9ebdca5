import type { Rng } from "@genlab/core";
import { appendCondition, Sequential } from "@genlab/layers";
import { autoencoderNetworks } from "@genlab/networks";
import { ConditionalVae, type ConditionalVaeSettings } from "./conditional-vae.js";
import { settingsOf, type VaeNetworksOptions } from "./create-vae.js";

export interface CreateConditionalVaeOptions extends VaeNetworksOptions, ConditionalVaeSettings {}

/**
 * A conditional VAE with networks that fit the shape of one example: the encoder has a plane for each class beside the channels of
 * `x`, the decoder the class beside the code.
 */
export function createConditionalVae(options: CreateConditionalVaeOptions, rng: Rng): ConditionalVae {
  const { shape, latent, classes, likelihood } = options;
  const encoderShape = [...shape.slice(0, -1), shape.at(-1)! + classes];
  const sizes = { encoderShape, latent: latent + classes, codes: 2 * latent };
  const { encoder, decoder } = autoencoderNetworks({ ...options, ...sizes }, rng);
  const networks = {
    encoder: new Sequential([appendCondition, encoder]),
    decoder: new Sequential([appendCondition, decoder]),
    ...(likelihood && { likelihood }),
  };
  return new ConditionalVae(networks, settingsOf(options));
}
