import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, dataRangesOf, GenlabError, type Rng, type Samples } from "@genlab/core";
import { createGan, createInfoGan, InfoGan } from "@genlab/gan";
import { setBackend, zerosLike } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

type Create = (options: object, rng: Rng) => object;

const small = { latent: 2, hidden: [4], channels: [2, 3] };

describe.each([
  ["createGan", createGan as Create],
  ["createInfoGan", createInfoGan as Create],
])("%s", (name, create) => {
  const make = (options: object) => create({ ...small, shape: [8, 8, 1], ...options }, createRng(1));
  const refusal = (options: object) => {
    try {
      make(options);
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it.each([
    ["lr", "Known options:"],
    ["chanels", 'Did you mean "channels"?'],
    ["games", 'Did you mean "game"?'],
    ["condition", "Known options:"], // of networks, which follows from the classes
    ["judgement", ""],
  ])("refuses the option %s", (option, text) => {
    const error = refusal({ [option]: 1 });
    expect(error).toBeInstanceOf(GenlabError);
    expect(String(error)).toContain(`${name} has no option "${option}". ${text}`);
  });

  it("refuses shapes and sizes that are none", () => {
    for (const options of [
      { shape: undefined },
      { shape: [] },
      { shape: [8, 8.5, 1] },
      { latent: 0 },
      { prior: "box" },
    ])
      expect(refusal(options), JSON.stringify(options)).toBeInstanceOf(GenlabError);
  });

  it("draws a number of samples that is one", () => {
    const model = make({}) as Samples;
    const context = createContext({ rng: createRng(1) });
    for (const count of [0, -1, 1.5, Number.NaN])
      expect(() => model.sample(count, context)).toThrow(/`count` of .* Expected a whole number from 1/);
  });

  it("takes options that are undefined for those that are not given", () => {
    expect(refusal({ prior: undefined, network: undefined, discriminatorNorm: undefined })).toBeUndefined();
  });

  it.each(["dense", "convolutional", "residual"])("says that images are in [0, 1] (%s)", (network) => {
    const ranges = dataRangesOf(make({ network })).map(({ least, most }) => [least, most]);
    expect(ranges.length).toBeGreaterThan(0);
    expect(ranges.every(([least, most]) => least === 0 && most === 1)).toBe(true);
  });

  it("takes points that are anywhere", () => {
    expect(dataRangesOf(make({ shape: [2] }))).toEqual([]);
  });
});

it("an InfoGAN refuses settings that it does not read", () => {
  const network = { forward: zerosLike };
  const make = (settings: object) => () =>
    new InfoGan({ generator: network, discriminator: network }, { latent: 1, ...settings });
  expect(make({ categoricals: [3] })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: InfoGan has no option "categoricals". Did you mean "categorical"? Known options: categorical, categoricalWeight, continuous, continuousWeight, game, labelSmoothing, latent, prior.]`,
  );
  expect(make({ categorical: 3 })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`categorical\` of InfoGan is 3. Expected a list of whole numbers from 2, such as [32, 64].]`,
  );
  expect(make({ prior: "gaussian" })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`prior\` of InfoGan is "gaussian". Expected one of "normal", "uniform".]`,
  );
});
