import "@tensorflow/tfjs-backend-cpu";
import {
  createRng,
  type Discriminates,
  dataRangesOf,
  type Encodes,
  GenlabError,
  type Rng,
  type Samples,
} from "@genlab/core";
import * as hybrid from "@genlab/hybrid";
import { mul, ones, setBackend, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { evaluation, small } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

type Create = (options: object, rng: Rng) => object;

const factories = Object.entries(hybrid).filter((entry): entry is [string, (typeof entry)[1] & Create] =>
  entry[0].startsWith("create"),
);
/** What each needs besides a shape; the rest of the options are small where it has them. */
const needed = (name: string) =>
  name === "createVqGan"
    ? { channels: small.channels, codes: 3, features: 2 }
    : { ...small, latent: 2, ...(name === "createSupervisedAdversarialAutoencoder" && { classes: 3 }) };
const ofPoints = factories.filter(([name]) => name !== "createVqGan");

it("there are factories of all hybrids", () => {
  expect(factories).toHaveLength(17);
});

describe.each(factories)("%s", (name, create) => {
  const make = (options: object) => (create as Create)({ shape: [8, 8, 1], ...needed(name), ...options }, createRng(1));
  const refusal = (options: object) => {
    try {
      make(options);
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it("refuses options that nothing reads, of its networks and of its model", () => {
    const [learningRate, misspelt] = [refusal({ lr: 1 }), refusal({ chanels: [3] })];
    expect(learningRate).toBeInstanceOf(GenlabError);
    expect(String(learningRate)).toContain(`${name} has no option "lr". Known options:`);
    expect(misspelt).toBeInstanceOf(GenlabError);
    expect(String(misspelt)).toContain(`${name} has no option "chanels". Did you mean "channels"?`);
  });

  it("refuses shapes, sizes and networks that are none", () => {
    const bad: object[] = [{ shape: undefined }, { shape: [] }, { shape: [8, 0, 1] }, { channels: 8 }];
    if (name !== "createVqGan") bad.push({ network: "conv" }, { hidden: [2.5] }, { latent: 0 });
    for (const options of bad) expect(refusal(options), JSON.stringify(options)).toBeInstanceOf(GenlabError);
  });

  it("refuses images of another shape, as many pixels as they may have", () => {
    const model = make({}) as Partial<Encodes & Discriminates>;
    const x = ones([2, 16, 4, 1]);
    expect(() => model.encode!(x, evaluation())).toThrow("got shape [2, 16, 4, 1]. Expected [batch, 8, 8, 1].");
    if (model.discriminate)
      expect(() => model.discriminate!(x, evaluation())).toThrow("The discriminator got shape [2, 16, 4, 1].");
  });

  it("takes images whose sides are odd", () => {
    const model = make({ shape: [7, 9, 1] }) as Samples;
    expect(model.sample(2, evaluation()).shape).toEqual([2, 7, 9, 1]);
  });

  it("draws a number of samples that is one", () => {
    const model = make({}) as Samples;
    for (const count of [0, -1, 1.5, Number.NaN])
      expect(() => model.sample(count, evaluation())).toThrow(/`count` of .* Expected a whole number from 1/);
  });

  it("takes options that are undefined for those that are not given", () => {
    expect(refusal({ channels: undefined, game: undefined, network: undefined })).toBeUndefined();
  });

  it.each(["dense", "convolutional"])("says that images are in [0, 1] (%s)", (network) => {
    const model = make(name === "createVqGan" ? {} : { network });
    expect(dataRangesOf(model).map(({ least, most }) => [least, most])).toContainEqual([0, 1]);
  });
});

describe.each(ofPoints)("%s of points", (name, create) => {
  const model = () => (create as Create)({ ...needed(name), shape: [2] }, createRng(1));

  it("takes points that are anywhere, and can give them", () => {
    const made = model() as hybrid.VaeGan;
    expect(dataRangesOf(made)).toEqual([]);
    const far = tidy(() => made.decode(mul(ones([1, 2]), 1e4), evaluation()).dataSync());
    expect(Math.max(...Array.from(far, Math.abs))).toBeGreaterThan(10);
  });
});

it("names the nearest option", () => {
  const make = () =>
    hybrid.createVaeGan({ shape: [2], latent: 2, betta: 4 } as hybrid.CreateVaeGanOptions, createRng(1));
  expect(make).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: createVaeGan has no option "betta". Did you mean "beta"? Known options: activation, batchNorm, beta, channels, encoderBatchNorm, equilibrium, featureLayer, game, hidden, latent, margin, network, reconstructionShare, shape.]`,
  );
});

it("a class refuses settings that it does not read, those of networks too", () => {
  const networks = { encoder: { forward: ones }, decoder: { forward: ones } } as never;
  const make = (settings: object) => () => new hybrid.WaeMmd(networks, { latent: 2, ...settings });
  expect(make({ weight: 1 })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: WaeMmd has no option "weight". Known options: cost, divergenceWeight, kernel, latent, priorDeviation.]`,
  );
  expect(make({ hidden: [2] })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: WaeMmd has no option "hidden". Known options: cost, divergenceWeight, kernel, latent, priorDeviation.]`,
  );
  expect(make({ latent: undefined })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`latent\` of WaeMmd is undefined. Expected a whole number from 1.]`,
  );
});

it("a margin that is no number would move both players at every step", () => {
  const make = (margin: number) => () => hybrid.createVaeGan({ ...small, shape: [2], latent: 2, margin }, createRng(1));
  expect(make(Number.NaN)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`margin\` of createVaeGan is NaN. Expected a number, 0 or more; with Infinity no player is held.]`,
  );
  expect(make(Number.POSITIVE_INFINITY)).not.toThrow();
});
