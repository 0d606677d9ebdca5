import "@tensorflow/tfjs-backend-cpu";
import { createRng, fillSettings, namedVariables } from "@genlab/core";
import { leakyRelu, relu, type Sequential } from "@genlab/layers";
import {
  activationSetting,
  adversarialNetworks,
  adversarialSettings,
  autoencoderNetworks,
  coderSettings,
  dcganDiscriminator,
  mlp,
} from "@genlab/networks";
import { setBackend, tanh } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const paths = (module: object) =>
  [...namedVariables(module)].map(([path, { shape }]) => `${path} [${shape.join(", ")}]`);

describe.each([
  ["auto", { shape: [8, 8, 1] }],
  ["dense", { shape: [2] }],
])("settings of networks that are left out (%s)", (_, { shape }) => {
  it("are as their defaults", () => {
    const adversarial = fillSettings("test", adversarialSettings, {});
    expect(paths(adversarialNetworks({ shape, ...adversarial }, createRng(1)))).toEqual(
      paths(adversarialNetworks({ shape, latent: 64 }, createRng(1))),
    );
    const coder = fillSettings("test", coderSettings, {});
    expect(paths(autoencoderNetworks({ shape, ...coder }, createRng(1)))).toEqual(
      paths(autoencoderNetworks({ shape, latent: 16 }, createRng(1))),
    );
  });
});

describe("a discriminator's settings", () => {
  const judge = (options: object) =>
    paths(adversarialNetworks({ shape: [2], latent: 2, hidden: [3, 4], ...options }, createRng(1)).discriminator);

  it("say its hidden layers, which are the generator's where they say none", () => {
    expect(judge({ discriminatorHidden: [] })).toEqual(judge({ discriminatorHidden: [3, 4] }));
    expect(judge({ discriminatorHidden: [5] })[0]).toBe("layers.0.weight [2, 5]");
  });

  it("switch spectral norm by a word or a flag", () => {
    expect(judge({ spectralNorm: "on" })).toEqual(judge({ spectralNorm: true }));
    expect(judge({ spectralNorm: "off" })).toEqual(judge({ spectralNorm: "auto" }));
    const residual = { shape: [4, 4, 1], channels: [2], network: "residual" };
    expect(judge({ ...residual, spectralNorm: "auto" })).toEqual(judge({ ...residual, spectralNorm: "on" }));
    expect(judge({ ...residual, spectralNorm: false })).not.toEqual(judge(residual));
    expect(() => judge({ spectralNorm: "yes" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`spectralNorm\` of adversarialNetworks is "yes". Expected one of "auto", "on", "off", or true or false.]`,
    );
  });

  it("hold what it gives, an object", () => {
    expect(() => judge({ judgement: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`judgement\` of adversarialNetworks is 2. Expected an object of options, such as { outputs: 2 }.]`,
    );
    expect(() => judge({ judgement: { outputs: 0 } })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`outputs\` of \`judgement\` of adversarialNetworks is 0. Expected a whole number from 1.]`,
    );
  });
});

describe("an activation", () => {
  const second = (activation?: "relu" | "leaky-relu" | typeof tanh) =>
    mlp({ sizes: [1, 2, 1], ...(activation && { activation }) }, createRng(1)).layers[1];

  it("is a function, or the name of one", () => {
    expect([second(), second("relu"), second(tanh)]).toEqual([relu, relu, tanh]);
    expect(String(second("leaky-relu"))).toBe(String(leakyRelu()));
    const { layers } = dcganDiscriminator({ shape: [4, 4, 1], channels: [2] }, createRng(1)) as Sequential;
    expect(layers).toContain(second("leaky-relu"));
  });

  it("is refused where it is neither", () => {
    expect(() => second("rely" as "relu")).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`activation\` of mlp is "rely". Expected one of "relu", "leaky-relu", or a function, such as relu. Did you mean "relu"?]`,
    );
    expect(activationSetting("Between layers.")).toMatchObject({ about: "Between layers.", default: "relu" });
  });
});
