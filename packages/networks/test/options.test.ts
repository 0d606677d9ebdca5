import "@tensorflow/tfjs-backend-cpu";
import { createRng, disposeModule, GenlabError, namedVariables, type Rng } from "@genlab/core";
import * as networks from "@genlab/networks";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

type Make = (options: never, rng: Rng) => unknown;

const image = { shape: [4, 4, 1], channels: [2] };

/** All that make something of options. */
const makers: Readonly<Record<string, readonly [Make, object]>> = {
  adversarialNetworks: [networks.adversarialNetworks, { ...image, latent: 2 }],
  autoencoderNetworks: [networks.autoencoderNetworks, { ...image, latent: 2 }],
  convolutionalDecoder: [networks.convolutionalDecoder, { ...image, latent: 2 }],
  convolutionalEncoder: [networks.convolutionalEncoder, { ...image, outputs: 2 }],
  dcganDiscriminator: [networks.dcganDiscriminator, image],
  dcganGenerator: [networks.dcganGenerator, { ...image, latent: 2 }],
  denseDecoder: [networks.denseDecoder, { shape: [2], hidden: [], latent: 2 }],
  denseEncoder: [networks.denseEncoder, { shape: [2], hidden: [], outputs: 2 }],
  mlp: [networks.mlp, { sizes: [2, 2] }],
  mlpDiscriminator: [networks.mlpDiscriminator, { shape: [2], hidden: [] }],
  mlpGenerator: [networks.mlpGenerator, { shape: [2], hidden: [], latent: 2 }],
  networkFor: [(options) => networks.networkFor([2], options), {}],
  ProjectionHead: [(options, rng) => new networks.ProjectionHead(options, rng), { inputs: 2, condition: 2 }],
  r3Networks: [networks.r3Networks, image],
  residualDecoder: [networks.residualDecoder, { ...image, latent: 2 }],
  residualDiscriminator: [networks.residualDiscriminator, image],
  residualDoubling: [networks.residualDoubling, { inputs: 1, outputs: 1, before: [] }],
  residualEncoder: [networks.residualEncoder, { ...image, outputs: 2 }],
  residualGenerator: [networks.residualGenerator, { ...image, latent: 2 }],
  residualHalving: [networks.residualHalving, { inputs: 1, outputs: 1, before: [] }],
};

it.each(Object.entries(makers))("%s refuses an option that it does not have", (name, [make, options]) => {
  expect(() => make(options as never, createRng(1))).not.toThrow();
  const misspelt = () => make({ ...options, activaton: 1 } as never, createRng(1));
  expect(misspelt).toThrow(GenlabError);
  expect(misspelt).toThrow(`${name} has no option "activaton".`);
});

it("every builder is in the table", () => {
  const ofSizes = ["canHalve", "canHalveEvenly", "channelsFor", "chosenNetwork", "cropped", "halvings"];
  const settings = ["activationSetting", "adversarialSettings", "channelsSetting", "coderSettings", "r3Settings"];
  const others = ["batchNormFor", "fromSigned", "noNormFor", "toSigned", "unitTanh", ...ofSizes, ...settings];
  expect(Object.keys(makers).sort()).toEqual(
    Object.keys(networks)
      .filter((name) => !others.includes(name))
      .sort(),
  );
});

it("what a discriminator gives is an option too", () => {
  const options = { ...image, latent: 2, judgement: { output: 2 } };
  expect(() => networks.adversarialNetworks(options as never, createRng(1))).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`judgement\` of adversarialNetworks has no option "output". Did you mean "outputs"? Known options: condition, outputs.]`,
  );
});

it("a norm stands between layers, and what it follows has no bias", () => {
  const rng = createRng(0);
  const encoder = networks.convolutionalEncoder(
    { shape: [8, 8, 1], channels: [2, 3], outputs: 4, norm: networks.batchNormFor(0) },
    rng,
  );
  const dense = networks.denseEncoder({ shape: [4], hidden: [3, 2], outputs: 5, norm: networks.batchNormFor(0) }, rng);
  const paths = (layer: object) => [...namedVariables(layer).keys()].filter((path) => !path.endsWith("weight"));
  expect(paths(encoder)).toMatchInlineSnapshot(`
    [
      "layers.0.bias",
      "layers.3.scale",
      "layers.3.shift",
      "layers.3.runningMean",
      "layers.3.runningVariance",
      "layers.6.bias",
    ]
  `);
  expect(paths(dense)).toMatchInlineSnapshot(`
    [
      "layers.2.scale",
      "layers.2.shift",
      "layers.2.runningMean",
      "layers.2.runningVariance",
      "layers.5.scale",
      "layers.5.shift",
      "layers.5.runningMean",
      "layers.5.runningVariance",
      "layers.7.bias",
    ]
  `);
  for (const made of [encoder, dense]) disposeModule(made);
});
