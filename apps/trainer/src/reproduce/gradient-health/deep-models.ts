import type { Model, Rng } from "@genlab/core";
import { Gan } from "@genlab/gan";
import { AutoencoderInGan } from "@genlab/hybrid";
import { type Activation, flatten, Sequential, sigmoid, tanh } from "@genlab/layers";
import { mlp, mlpDiscriminator, mlpGenerator } from "@genlab/networks";

/** A depth and an activation under which gradients suffer: no norm, no residual connection. */
export interface DeepNetworks {
  /** What the tables call them. */
  readonly title: string;
  /** What the picture calls them. */
  readonly label: string;
  readonly layers: number;
  readonly activation: Activation;
}

export const deepNetworks: readonly DeepNetworks[] = [
  { title: "8 hidden layers of sigmoids", label: "sigmoid", layers: 8, activation: sigmoid },
  { title: "10 hidden layers of hyperbolic tangents", label: "tanh", layers: 10, activation: tanh },
];

/** A GAN, or one with an autoencoder inside. */
export interface HealthSubject {
  readonly title: string;
  /** The phase that moves the generator. */
  readonly phase: string;
  create(networks: DeepNetworks, rng: Rng): Model;
}

/** The three have the same generator and discriminator, with the same first weights. The last tells what the reconstruction does. */
export const healthSubjects: readonly HealthSubject[] = [
  {
    title: "GAN",
    phase: "generator",
    create: (networks, rng) => new Gan(playersOf(networks, rng), { latent: LATENT, prior: "uniform" }),
  },
  {
    title: "autoencoder in GAN",
    phase: "autoencoder",
    create: (networks, rng) => createAutoencoderInGan(networks, 1, rng),
  },
  {
    title: "no reconstruction",
    phase: "autoencoder",
    create: (networks, rng) => createAutoencoderInGan(networks, 0, rng),
  },
];

const SHAPE = [8, 8, 1];
const PIXELS = 64;
const LATENT = 32;
const WIDTH = 64;

function playersOf({ layers, activation }: DeepNetworks, rng: Rng) {
  const options = { shape: SHAPE, hidden: Array<number>(layers).fill(WIDTH), activation };
  return {
    generator: mlpGenerator({ ...options, latent: LATENT }, rng.fork("generator")),
    discriminator: mlpDiscriminator(options, rng.fork("discriminator")),
  };
}

function createAutoencoderInGan(networks: DeepNetworks, reconstructionWeight: number, rng: Rng): AutoencoderInGan {
  const { layers } = mlp({ sizes: [PIXELS, WIDTH, LATENT] }, rng.fork("encoder"));
  const encoder = new Sequential([flatten, ...layers]);
  return new AutoencoderInGan({ encoder, ...playersOf(networks, rng) }, { latent: LATENT, reconstructionWeight });
}
