// What bench/step.mjs measures, made of GenLab's packages: the models, and the settings of Adam. bench/peers has the same.
import { Gan } from "@genlab/gan";
import { Conv2d, ConvTranspose2d, flatten, Linear, leakyRelu, relu, reshapeTo, Sequential, tanh } from "@genlab/layers";
import { bernoulli } from "@genlab/losses";
import { createVae } from "@genlab/vae";

export const batchSize = 128;

export const workloads = {
  "mlp-vae": vae({ shape: [784], likelihood: bernoulli, latent: 20, network: "dense", hidden: [512, 256] }),
  "conv-vae": vae({ shape: [28, 28, 1], latent: 16, network: "convolutional", channels: [32, 64] }),
  "dcgan-28": dcgan({ shape: [28, 28, 1], channels: [64, 128] }),
  "dcgan-64": dcgan({ shape: [64, 64, 3], channels: [64, 128, 256, 512] }),
};

function vae(options) {
  return { shape: options.shape, adam: { learningRate: 1e-3 }, create: (rng) => createVae(options, rng) };
}

/** Without norms, so that there is the same arithmetic in every framework. */
function dcgan({ shape, channels }) {
  const create = (rng) =>
    new Gan(
      { generator: generator(shape, channels.toReversed(), rng), discriminator: discriminator(shape, channels, rng) },
      { latent: 100 },
    );
  return { shape, adam: { learningRate: 2e-4, beta1: 0.5 }, create };
}

function discriminator([size, , depth], channels, rng) {
  const small = size / 2 ** channels.length;
  const convolutions = channels.flatMap((outputs, i) => [
    new Conv2d({ inputs: channels[i - 1] ?? depth, outputs, kernel: 4, stride: 2 }, rng),
    leakyRelu(0.2),
  ]);
  const linear = new Linear({ inputs: small * small * channels.at(-1), outputs: 1 }, rng);
  return new Sequential([...convolutions, flatten, linear]);
}

function generator([size, , depth], channels, rng) {
  const small = size / 2 ** channels.length;
  const convolutions = channels.flatMap((inputs, i) => [
    relu,
    new ConvTranspose2d({ inputs, outputs: channels[i + 1] ?? depth, kernel: 4, stride: 2 }, rng),
  ]);
  const linear = new Linear({ inputs: 100, outputs: small * small * channels[0] }, rng);
  return new Sequential([linear, reshapeTo([small, small, channels[0]]), ...convolutions, tanh]);
}
