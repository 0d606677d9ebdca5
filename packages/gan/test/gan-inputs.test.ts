import "@tensorflow/tfjs-backend-cpu";
import { canSampleClasses, createContext, createRng, type Layer } from "@genlab/core";
import { Gan } from "@genlab/gan";
import { conditionOf, withCondition } from "@genlab/layers";
import { fill, mul, setBackend, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const context = () => createContext({ rng: createRng(1), training: true });

/** Gives one number for every example. */
const always = (value: number): Layer => ({ forward: (z: Tensor) => fill([z.shape[0]!, 1], value) });
/** Logits that are the points themselves, times a factor. */
const times = (factor: number): Layer => ({ forward: (x: Tensor) => mul(x, factor) });

describe("packing", () => {
  it("says what batches are a multiple of", () => {
    const make = (settings: object) =>
      new Gan({ generator: always(0), discriminator: always(0) }, { latent: 1, ...settings });
    expect([make({}).batchMultiple, make({ pack: 3 }).batchMultiple]).toEqual([1, 3]);
  });

  it("joins neighbours along the last axis", () => {
    const seen: Tensor[] = [];
    const discriminator: Layer = {
      forward(x) {
        seen.push(x);
        return fill([x.shape[0]!, 1], 0);
      },
    };
    const generator: Layer = { forward: (z) => fill([z.shape[0]!, 1, 2, 2], 7) };
    const gan = new Gan({ generator, discriminator }, { latent: 1, pack: 2 });
    // two packs of 1×2 images of two channels
    const x = tensor(
      Array.from({ length: 16 }, (_, i) => i),
      [4, 1, 2, 2],
    );
    gan.discriminatorLoss({ x }, context());
    expect(seen.map(({ shape }) => shape)).toEqual([
      [2, 1, 2, 4],
      [2, 1, 2, 4],
    ]);
    expect([...seen[0]!.dataSync()]).toEqual([0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15]);
  });

  it("refuses a batch that it does not divide", () => {
    const gan = new Gan({ generator: always(0), discriminator: times(1) }, { latent: 1, pack: 2 });
    expect(() =>
      tidy(() => gan.generatorLoss({ x: tensor([[1], [2], [3]]) }, context())),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: A batch of 3 cannot be packed by 2. Use a batch size divisible by 2.]`,
    );
  });
});

describe("classes", () => {
  const asCondition: Layer = { forward: (_, given) => conditionOf(given) };
  const make = (discriminator: Layer) => new Gan({ generator: asCondition, discriminator }, { latent: 1, classes: 3 });
  const y = () => tensor([2, 0], [2], "int32");

  it("reach the generator and the discriminator as one-hot conditions", () => {
    const seen: number[][] = [];
    const gan = make({
      forward(x, given) {
        seen.push([...x.dataSync()], [...conditionOf(given).dataSync()]);
        return fill([2, 1], 0);
      },
    });
    gan.generatorLoss(
      {
        x: tensor([
          [0, 0, 0],
          [0, 0, 0],
        ]),
        y: y(),
      },
      context(),
    );
    expect(seen).toEqual([
      [0, 0, 1, 1, 0, 0],
      [0, 0, 1, 1, 0, 0],
    ]);
  });

  it("are chosen or drawn when sampling", () => {
    const gan = make(times(1));
    expect([...gan.sampleClasses(y(), context()).dataSync()]).toEqual([0, 0, 1, 1, 0, 0]);
    const drawn = Array.from(gan.sample(600, context()).dataSync());
    for (const place of [0, 1, 2]) {
      const count = drawn.filter((value, i) => i % 3 === place && value === 1).length;
      // four standard deviations of a binomial of 600 draws at 1/3
      expect(Math.abs(count - 200)).toBeLessThan(4 * Math.sqrt(600 * (1 / 3) * (2 / 3)));
    }
  });

  it("are not there to sample unless the model was made with them", () => {
    const gan = new Gan({ generator: times(1), discriminator: times(1) }, { latent: 1 });
    expect(canSampleClasses(gan)).toBe(false);
    expect(() => gan.sampleClasses(y(), context())).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The Gan has no classes to sample. Make it with \`classes\`.]`,
    );
  });

  it("are those of the model, wherever they come in", () => {
    const gan = make(times(1));
    const x = tensor([[0, 0, 0]]);
    const given: [Tensor, string][] = [
      [tensor([99], [1], "int32"), "The label 99 at place 0 is none of the 3 classes, 0 to 2."],
      [tensor([-1], [1], "int32"), "The label -1 at place 0"],
      [tensor([1.7], [1]), "at place 0 is none of the 3 classes"],
      [tensor([[1]], [1, 1], "int32"), "Gan got classes of shape [1, 1]. Expected class indices [batch]."],
    ];
    for (const [y, text] of given) {
      expect(() => gan.sampleClasses(y, context())).toThrow(text);
      expect(() => gan.discriminatorLoss({ x, y }, context())).toThrow(text);
      expect(() => gan.generatorLoss({ x, y }, context())).toThrow(text);
    }
  });

  it("are a condition of the model's size when decoding", () => {
    const decode = (columns: number) => () =>
      make(times(1)).decode(fill([2, 1], 0), withCondition(context(), fill([2, columns], 1)));
    expect([...decode(3)().dataSync()]).toEqual([1, 1, 1, 1, 1, 1]);
    expect(decode(5)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Gan.decode with a condition got shape [2, 5]. Expected [2, 3].]`,
    );
  });

  it("must be in the batch", () => {
    expect(() =>
      tidy(() => make(times(1)).generatorLoss({ x: tensor([[1]]) }, context())),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Gan got a batch without labels. Give class indices [batch] as \`y\`.]`,
    );
  });
});

describe("noise", () => {
  it("is of a prior that there is", () => {
    const make = () =>
      new Gan({ generator: times(1), discriminator: times(1) }, { latent: 1, prior: "gaussian" as never });
    expect(make).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`prior\` of Gan is "gaussian". Expected one of "normal", "uniform".]`,
    );
  });

  it.each([
    // four standard errors of 10 000 draws, the variances being 1 and 1/3
    ["normal", 1, 0.057],
    ["uniform", 1 / 3, 0.012],
  ] as const)("of the %s prior has variance %f", (prior, variance, error) => {
    const generator: Layer = { forward: (z) => z };
    const gan = new Gan({ generator, discriminator: times(1) }, { latent: 10, prior });
    const draws = Array.from(gan.sample(1000, context()).dataSync());
    const mean = draws.reduce((sum, z) => sum + z, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.04);
    expect(Math.abs(draws.reduce((sum, z) => sum + (z - mean) ** 2, 0) / draws.length - variance)).toBeLessThan(error);
  });
});
