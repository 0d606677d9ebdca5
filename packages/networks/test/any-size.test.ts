import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, gradients, namedParameters, namedVariables } from "@genlab/core";
import { withCondition } from "@genlab/layers";
import {
  adversarialNetworks,
  autoencoderNetworks,
  canHalve,
  canHalveEvenly,
  convolutionalDecoder,
  convolutionalEncoder,
  dcganDiscriminator,
  networkFor,
} from "@genlab/networks";
import { itIsALayer } from "@genlab/testing";
import { setBackend, square, sum, tanh, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const channels = [2, 3];
const odd = [5, 7, 1];

describe("convolutional encoder of odd images", () =>
  itIsALayer({
    create: (rng) => convolutionalEncoder({ shape: odd, channels, outputs: 2, activation: tanh }, rng),
    inputShape: [1, ...odd],
    outputShape: [1, 2],
    order: 1,
  }));

describe("convolutional decoder of odd images", () =>
  itIsALayer({
    create: (rng) => convolutionalDecoder({ shape: odd, channels, latent: 2, activation: tanh }, rng),
    inputShape: [1, 2],
    outputShape: [1, ...odd],
    order: 1,
  }));

describe("dcgan discriminator of odd images", () =>
  itIsALayer({
    create: (rng) => dcganDiscriminator({ shape: odd, channels, activation: tanh }, rng),
    inputShape: [3, ...odd],
    outputShape: [3, 1],
    trainingDiffers: true,
    order: 1,
  }));

const sizes = [
  [7, 7, 1],
  [30, 50, 3],
  [9, 5, 2],
  [4, 4, 1],
];

describe.each(sizes)("images of %d×%d×%d", (...shape) => {
  const context = createContext({ rng: createRng(1), training: true });

  it("are what an encoder reads and its decoder gives, by convolutions, whose gradients reach every weight", () => {
    const networks = autoencoderNetworks({ shape, latent: 3, channels }, createRng(1));
    const ranks = [...namedParameters(networks).values()].map(({ rank }) => rank);
    expect(ranks.filter((rank) => rank === 4).length).toBe(4);
    const x = createRng(2).uniform([2, ...shape]);
    const code = networks.encoder.forward(x, context);
    expect(networks.decoder.forward(code, context).shape).toEqual([2, ...shape]);
    expectGradients(networks, () =>
      sum(square(networks.decoder.forward(networks.encoder.forward(x, context), context))),
    );
  });

  it.each(["convolutional", "residual"] as const)(
    "are what a %s generator gives and its discriminator reads",
    (network) => {
      const networks = adversarialNetworks({ shape, latent: 3, channels, network }, createRng(1));
      const play = () => {
        const fake = networks.generator.forward(createRng(3).normal([2, 3]), context);
        expect(fake.shape).toEqual([2, ...shape]);
        return sum(square(networks.discriminator.forward(fake, context)));
      };
      expectGradients(networks, play);
    },
  );
});

function expectGradients(networks: object, loss: () => ReturnType<typeof sum>): void {
  const parameters = namedParameters(networks);
  for (const [path, gradient] of gradients(parameters, () => ({ total: loss() as never })).gradients) {
    const values = gradient.dataSync();
    expect(values.every(Number.isFinite), path).toBe(true);
    // a bias before a batch norm moves nothing
    if (path.endsWith("weight")) expect(Math.max(...values.map(Math.abs)), path).toBeGreaterThan(0);
  }
}

describe("which network", () => {
  it("is asked for, or found by the shape", () => {
    const found = (shape: number[], times: number) => networkFor(shape, { channels: new Array<number>(times).fill(1) });
    expect([found([28, 28, 1], 2), found([7, 7, 1], 2), found([30, 50, 3], 4)]).toEqual(
      new Array(3).fill("convolutional"),
    );
    expect([found([3, 8, 1], 2), found([2], 0), found([8, 8], 1)]).toEqual(new Array(3).fill("dense"));
    expect(networkFor([28, 28, 1], { network: "residual" })).toBe("residual");
    expect(networkFor([7, 7, 1])).toBe("convolutional");
    expect(canHalve([7, 9, 1], 2)).toBe(true);
    expect([canHalveEvenly([7, 9, 1], 1), canHalveEvenly([8, 4, 1], 2), canHalveEvenly([8], 1)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("has the same paths as ever where every half is whole", () => {
    const { decoder } = autoencoderNetworks({ shape: [8, 8, 1], latent: 2, channels }, createRng(1));
    expect([...namedVariables(decoder).keys()]).toEqual([
      "layers.0.weight",
      "layers.0.bias",
      "layers.3.weight",
      "layers.3.bias",
      "layers.5.weight",
      "layers.5.bias",
    ]);
  });

  it("is refused where it cannot be made", () => {
    const rng = createRng(1);
    const networks = (options: object) => () => autoencoderNetworks({ shape: [8, 8, 1], latent: 2, ...options }, rng);
    const adversaries = (options: object) => () =>
      adversarialNetworks({ shape: [8, 8, 1], latent: 2, ...options }, rng);
    expect(networks({ shape: [3, 8, 1], network: "convolutional" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Images of shape [3, 8, 1] cannot be halved 2 times. Expected [height, width, channels] with height and width of at least 4: resize the images, use fewer channels, or a dense network.]`,
    );
    expect(networks({ shape: [2], network: "convolutional" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Images of shape [2] cannot be halved 2 times. Expected [height, width, channels] with height and width of at least 4: resize the images, use fewer channels, or a dense network.]`,
    );
    expect(networks({ network: "convolution" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`network\` of autoencoderNetworks is "convolution". Expected one of "auto", "dense", "convolutional", "residual". Did you mean "convolutional"?]`,
    );
    expect(networks({ shape: [] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`shape\` of autoencoderNetworks is []. Expected that of one example, such as [28, 28, 1] or [2].]`,
    );
    expect(networks({ shape: [8, 8.5, 1] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`shape\` of autoencoderNetworks is [8,8.5,1]. Expected that of one example, such as [28, 28, 1] or [2].]`,
    );
    expect(adversaries({ pieces: 3 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: adversarialNetworks makes convolutional networks of shape [8, 8, 1], which have no \`pieces\`. Leave it out, or ask for \`network: "dense"\`.]`,
    );
    expect(adversaries({ attention: true, shape: [2] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: adversarialNetworks makes dense networks of shape [2], which have no \`attention\`. Leave it out, or ask for \`network: "residual"\`.]`,
    );
    expect(adversaries({ discriminatorNorm: "instance" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`discriminatorNorm\` of adversarialNetworks is "instance". Expected one of "auto", "batch", "layer", "none".]`,
    );
    expect(() => networkFor([8], { network: "conv" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`network\` of networkFor is "conv". Expected one of "auto", "dense", "convolutional", "residual". Did you mean "convolutional"?]`,
    );
  });
});

describe("inputs", () => {
  const context = createContext({ rng: createRng(1) });

  it("of other sizes are refused with the size that is needed", () => {
    const { encoder, decoder } = autoencoderNetworks({ shape: [8, 8, 1], latent: 2, channels }, createRng(1));
    expect(() => encoder.forward(zeros([32, 7, 7, 1]), context)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The encoder got shape [32, 7, 7, 1]. Expected [batch, 8, 8, 1].]`,
    );
    expect(() => encoder.forward(zeros([32, 1, 8, 8]), context)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The encoder got shape [32, 1, 8, 8]. Expected [batch, 8, 8, 1]. Channels seem to come first: transpose to [batch, height, width, channels].]`,
    );
    expect(() => decoder.forward(zeros([32, 3]), context)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The decoder got shape [32, 3]. Expected [batch, 2].]`,
    );
    const dense = autoencoderNetworks({ shape: [2, 6, 1], latent: 2 }, createRng(1)).encoder;
    expect(() => dense.forward(zeros([4, 3, 4, 1]), context)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The encoder got shape [4, 3, 4, 1]. Expected [batch, 2, 6, 1].]`,
    ); // as many values
  });

  it("are checked before the condition is appended", () => {
    const { generator, discriminator } = adversarialNetworks(
      { shape: [2], latent: 3, condition: 4, judgement: { condition: 4 } },
      createRng(1),
    );
    const conditioned = withCondition(context, zeros([5, 4]));
    expect(generator.forward(zeros([5, 3]), conditioned).shape).toEqual([5, 2]);
    expect(() => generator.forward(zeros([5, 7]), conditioned)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The generator got shape [5, 7]. Expected [batch, 3].]`,
    );
    expect(() => discriminator.forward(zeros([5, 3]), conditioned)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The discriminator got shape [5, 3]. Expected [batch, 2].]`,
    );
    expect(() => generator.forward(zeros([2, 3]), conditioned)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: appendCondition's condition got shape [5, 4]. Expected [2, features].]`,
    );
    expect(() => discriminator.forward(zeros([2, 2]), conditioned)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: ProjectionHead's condition got shape [5, 4]. Expected [2, 4].]`,
    );
  });
});
