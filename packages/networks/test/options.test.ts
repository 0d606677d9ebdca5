import "@tensorflow/tfjs-backend-cpu";
import { createRng, GenlabError, type Rng } from "@genlab/core";
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
  residualDiscriminator: [networks.residualDiscriminator, image],
  residualGenerator: [networks.residualGenerator, { ...image, latent: 2 }],
};

it.each(Object.entries(makers))("%s refuses an option that it does not have", (name, [make, options]) => {
  expect(() => make(options as never, createRng(1))).not.toThrow();
  const misspelt = () => make({ ...options, activaton: 1 } as never, createRng(1));
  expect(misspelt).toThrow(GenlabError);
  expect(misspelt).toThrow(`${name} has no option "activaton".`);
});

it("every builder is in the table", () => {
  const ofSizes = ["canHalve", "canHalveEvenly", "cropped", "halvings"];
  const settings = ["activationSetting", "adversarialSettings", "coderSettings"];
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
