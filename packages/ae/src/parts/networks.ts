import { choice, type ForExamples, type Layer, ownFunction, pick, type Rng, type Values } from "@genlab/core";
import { type Activation, relu, Sequential } from "@genlab/layers";
import { type Likelihood, likelihoodOf, likelihoodSettings } from "@genlab/losses";
import { autoencoderNetworks, coderSettings } from "@genlab/networks";

const codeActivations: Readonly<Record<"none" | "relu", Activation | "none">> = { none: "none", relu };

/** Settings of the networks of an autoencoder, and of what a wrong reconstruction costs. */
export const networkSettings = {
  ...coderSettings,
  codeActivation: choice("What stands after the encoder's last layer.", codeActivations, {
    default: "none",
    own: ownFunction("relu"),
  }),
  ...likelihoodSettings("squared-error"),
};

export interface FittingNetworks {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly likelihood: Likelihood;
}

/** Networks that fit the shape of one example. */
export function fittingNetworks(values: ForExamples & Values<typeof networkSettings>, rng: Rng): FittingNetworks {
  const { shape, codeActivation } = values;
  const { encoder, decoder } = autoencoderNetworks({ shape, ...pick(values, coderSettings) }, rng);
  return {
    encoder: codeActivation === "none" ? encoder : new Sequential([encoder, codeActivation]),
    decoder,
    likelihood: likelihoodOf(values, shape),
  };
}
