import { Autoencoder } from "@genlab/ae";
import { type Module, namedParameters, type Rng } from "@genlab/core";
import { Gan } from "@genlab/gan";
import { AutoencoderInGan } from "@genlab/hybrid";
import { type Activation, flatten, leakyRelu, relu, reshapeTo, Sequential, sigmoid } from "@genlab/layers";
import { mlp, mlpDiscriminator, mlpGenerator } from "@genlab/networks";
import { Vae } from "@genlab/vae";
import { mul } from "@tensorflow/tfjs-core";
import type { DoctorCase } from "./doctor-case.js";

/** Networks in which gradients suffer. */
interface Deep {
  readonly layers: number;
  readonly activation: Activation;
  /** What the first weights are multiplied with. Default 1. */
  readonly gain?: number;
  /** Of an example. */
  readonly shape: readonly number[];
}

const IMAGE = [8, 8, 1];
const POINT = [2];
const LATENT = 16;
const WIDTH = 32;

const sigmoids: Deep = { layers: 8, activation: sigmoid, shape: IMAGE };
const fewerSigmoids: Deep = { layers: 6, activation: sigmoid, shape: IMAGE };
const leaky: Deep = { layers: 8, activation: leakyRelu(), gain: 4, shape: POINT };
const rectified: Deep = { layers: 8, activation: relu, gain: 5, shape: POINT };
const some: Deep = { layers: 6, activation: leakyRelu(), gain: 6, shape: POINT };
const few: Deep = { layers: 4, activation: leakyRelu(), gain: 8, shape: POINT };

/** Gradients that vanish, first of all in autoencoders inside a GAN. */
export const vanishing: readonly DoctorCase[] = planted("vanishing-gradients", [
  { title: "autoencoder in GAN, 8 layers of sigmoids", create: (rng) => autoencoderInGan(sigmoids, rng) },
  { title: "the same without reconstruction", create: (rng) => autoencoderInGan(sigmoids, rng, 0) },
  { title: "GAN, 8 layers of sigmoids", create: (rng) => gan(sigmoids, rng) },
  { title: "GAN, 6 layers of sigmoids", create: (rng) => gan(fewerSigmoids, rng) },
  { title: "VAE, 8 layers of sigmoids", create: (rng) => vae(sigmoids, rng) },
  { title: "autoencoder, 8 layers of sigmoids", create: (rng) => autoencoder(sigmoids, rng) },
]);

/** Gradients that explode: of points, whose outputs have no bounds; at a rate at which Adam does not heal the weights at once. */
export const exploding: readonly DoctorCase[] = planted("exploding-gradients", [
  { title: "autoencoder in GAN, 8 layers, weights 4 times as large", create: (rng) => autoencoderInGan(leaky, rng) },
  {
    title: "autoencoder in GAN, 8 layers of ReLU, weights 5 times as large",
    create: (rng) => autoencoderInGan(rectified, rng),
  },
  { title: "autoencoder in GAN, 4 layers, weights 8 times as large", create: (rng) => autoencoderInGan(few, rng) },
  { title: "autoencoder in GAN, 6 layers, weights 6 times as large", create: (rng) => autoencoderInGan(some, rng) },
]);

function planted(
  fault: string,
  runs: readonly Pick<Required<DoctorCase>, "title" | "create">[],
): readonly DoctorCase[] {
  const isOfPoints = fault === "exploding-gradients";
  const config = isOfPoints
    ? { data: { type: "ring", examples: 1000 }, optimizer: { type: "adam", learningRate: 1e-5 } }
    : { data: { type: "digits" } };
  return runs.map((one) => ({ ...one, fault, config }));
}

function gan(deep: Deep, rng: Rng): Gan {
  return gained(new Gan(playersOf(deep, rng), { latent: LATENT }), deep);
}

function autoencoderInGan(deep: Deep, rng: Rng, reconstructionWeight = 1): AutoencoderInGan {
  const { layers } = mlp({ sizes: [sizeOf(deep), WIDTH, LATENT] }, rng.fork("encoder"));
  const encoder = new Sequential([flatten, ...layers]);
  const settings = { latent: LATENT, reconstructionWeight };
  return gained(new AutoencoderInGan({ encoder, ...playersOf(deep, rng) }, settings), deep);
}

const autoencoder = (deep: Deep, rng: Rng) => gained(new Autoencoder(codersOf(deep, LATENT, rng)), deep);

const vae = (deep: Deep, rng: Rng) => gained(new Vae(codersOf(deep, 2 * LATENT, rng), { latent: LATENT }), deep);

const sizeOf = ({ shape }: Deep) => shape.reduce((product, size) => product * size, 1);

function playersOf({ layers, activation, shape }: Deep, rng: Rng) {
  const hidden = Array<number>(layers).fill(WIDTH);
  return {
    generator: mlpGenerator({ shape, hidden, activation, latent: LATENT }, rng.fork("generator")),
    // healthy itself, so that what is wrong is the generator's
    discriminator: mlpDiscriminator({ shape, hidden: [WIDTH], activation: leakyRelu() }, rng.fork("discriminator")),
  };
}

function codersOf(networks: Deep, codes: number, rng: Rng) {
  const { layers, activation, shape } = networks;
  const hidden = Array<number>(layers).fill(WIDTH);
  const deep = (sizes: readonly number[], name: string) =>
    mlp({ sizes }, rng.fork(name)).layers.map((layer) => (layer === relu ? activation : layer));
  return {
    encoder: new Sequential([flatten, ...deep([sizeOf(networks), ...hidden, codes], "encoder")]),
    decoder: new Sequential([...deep([LATENT, ...hidden, sizeOf(networks)], "decoder"), reshapeTo(shape)]),
  };
}

function gained<M extends Module>(model: M, { gain = 1 }: Deep): M {
  for (const [path, weight] of namedParameters(model)) {
    if (gain !== 1 && weight.rank >= 2 && !path.startsWith("discriminator")) weight.assign(mul(weight, gain));
  }
  return model;
}
