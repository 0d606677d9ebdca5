import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Layer, namedVariables } from "@genlab/core";
import { type Augment, augmentImages, createGan, Gan, type GanSettings } from "@genlab/gan";
import { conditionOf } from "@genlab/layers";
import {
  draganPenalty,
  hinge,
  leastSquares,
  r1Penalty,
  r2Penalty,
  relativisticAverage,
  wasserstein,
  wassersteinGradientPenalty,
} from "@genlab/losses";
import { itIsAModel } from "@genlab/testing";
import { add, fill, mul, setBackend, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const images = {
  x: { data: Float32Array.from({ length: 64 }, (_, i) => (1 + Math.sin(i)) / 2), shape: [4, 4, 4, 1] },
  y: { data: Int32Array.of(0, 2, 1, 2), shape: [4] },
};
const points = { x: { data: Float32Array.from({ length: 8 }, (_, i) => Math.sin(i)), shape: [4, 2] } };
const small = { latent: 2, hidden: [4], channels: [2, 3] };

describe("dcgan", () => {
  itIsAModel({ create: (rng) => createGan({ ...small, shape: [4, 4, 1], prior: "uniform" }, rng), batch: images });
});

describe("wgan-gp of points", () => {
  const game = { adversarial: wasserstein, penalty: wassersteinGradientPenalty, discriminatorSteps: 2 };
  itIsAModel({ create: (rng) => createGan({ ...small, ...game, shape: [2] }, rng), batch: points });
});

describe("wgan-gp of images", () => {
  const game = { adversarial: wasserstein, penalty: wassersteinGradientPenalty };
  itIsAModel({ create: (rng) => createGan({ ...small, ...game, shape: [4, 4, 1] }, rng), batch: images });
});

describe("pacgan with classes", () => {
  const options = {
    ...small,
    shape: [4, 4, 1],
    pack: 2,
    classes: 3,
    adversarial: leastSquares,
    penalty: draganPenalty,
  };
  itIsAModel({ create: (rng) => createGan(options, rng), batch: images });
});

describe("residual gan with self-attention, spectral norm, augmentation and projection on classes", () => {
  const network = { network: "residual", attention: true } as const;
  const options = { ...small, ...network, shape: [4, 4, 1], classes: 3, adversarial: hinge, augment: augmentImages };
  itIsAModel({ create: (rng) => createGan(options, rng), batch: images });
});

describe("ac-gan with a relativistic game", () => {
  const options = { ...small, shape: [4, 4, 1], classes: 3, auxiliaryWeight: 1, adversarial: relativisticAverage };
  itIsAModel({ create: (rng) => createGan(options, rng), batch: images });
});

const context = () => createContext({ rng: createRng(1), training: true });
const values = (terms: object) =>
  Object.fromEntries(Object.entries(terms).map(([name, term]) => [name, (term as Tensor).dataSync()[0]!]));
const softplus = (x: number) => Math.log1p(Math.exp(x));

/** Gives one number for every example. */
const always = (value: number): Layer => ({ forward: (z: Tensor) => fill([z.shape[0]!, 1], value) });
/** Logits that are the points themselves, times a factor. */
const times = (factor: number): Layer => ({ forward: (x: Tensor) => mul(x, factor) });

describe("the losses of a gan", () => {
  const x = () => tensor([[2], [0]]);
  const make = (settings: Partial<GanSettings>, discriminator = times(1)) =>
    new Gan({ generator: always(-1), discriminator }, { latent: 3, ...settings });
  const losses = (gan: Gan, batch: { x: Tensor; y?: Tensor } = { x: x() }) =>
    gan.phases().map(({ loss }) => values(loss(batch, context())));

  it("are those of the non-saturating game by default", () => {
    const [discriminator, generator] = losses(make({}));
    // −E log σ(l(x)) − log(1 − σ(−1)), and −log σ(−1)
    const expected = (softplus(-2) + softplus(0)) / 2 + softplus(-1);
    expect(discriminator!.total).toBeCloseTo(expected, 5);
    expect(discriminator!.adversarial).toBeCloseTo(expected, 5);
    expect(discriminator!.real).toBeCloseTo(1, 6);
    expect(discriminator!.fake).toBeCloseTo(-1, 6);
    expect(generator!.total).toBeCloseTo(softplus(1), 5);
    expect(generator!.fake).toBeCloseTo(-1, 6);
  });

  it("add the weighted penalty to the discriminator's", () => {
    // the critic's gradient is 3 everywhere: (3 − 1)² = 4, ½ 3² = 4.5
    const game = { adversarial: wasserstein, penaltyWeight: 0.5 };
    const total = (penalty: GanSettings["penalty"]) => {
      const [discriminator, generator] = losses(make({ ...game, penalty: penalty ?? null }, times(3)));
      expect(generator!.total).toBeCloseTo(3, 5);
      return [discriminator!.adversarial, discriminator!.penalty, discriminator!.total];
    };
    const near = (numbers: readonly number[]) => numbers.map((number) => expect.closeTo(number, 4));
    expect(total(wassersteinGradientPenalty)).toEqual(near([-6, 4, -4]));
    expect(total((inputs, rng) => wassersteinGradientPenalty({ ...inputs, sides: "one" }, rng))).toEqual(
      near([-6, 4, -4]),
    );
    expect(total(draganPenalty)).toEqual(near([-6, 4, -4]));
    expect(total(r1Penalty)).toEqual(near([-6, 4.5, -3.75]));
    expect(total(r2Penalty)).toEqual(near([-6, 4.5, -3.75]));
  });

  it("show the real logits to a generator whose game compares", () => {
    // real logits 2 and 0, fake −1: E softplus(l(x) + 1) over both, and softplus(−(−1 − 1))
    const [, generator] = losses(make({ adversarial: relativisticAverage }));
    expect(generator!.total).toBeCloseTo(softplus(2) + (softplus(3) + softplus(1)) / 2, 5);
  });

  it("augment real and fake examples alike, in both phases", () => {
    const augment: Augment = (shown) => add(shown, 5);
    const [discriminator, generator] = losses(make({ augment }));
    expect([discriminator!.real, discriminator!.fake, generator!.fake]).toEqual([6, 4, 4]);
  });

  it("of an auxiliary classifier are cross-entropies", () => {
    // class logits (0, x) for an example x of class 1: softplus(−x); fakes are −1
    const discriminator: Layer = { forward: (shown) => mul(shown, tensor([[1, 0, 1]])) };
    const gan = make({ classes: 2, auxiliaryWeight: 3 }, discriminator);
    const [first, second] = losses(gan, { x: x(), y: tensor([1, 1], [2], "int32") });
    const [real, fake] = [(softplus(-2) + softplus(0)) / 2, softplus(1)];
    expect(first!.classification).toBeCloseTo(real + fake, 5);
    expect(first!.total).toBeCloseTo(first!.adversarial! + 3 * (real + fake), 4);
    expect(second!.classification).toBeCloseTo(fake, 5);
    expect(second!.total).toBeCloseTo(second!.adversarial! + 3 * fake, 4);
  });
});

describe("packing", () => {
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

  it("must be in the batch", () => {
    expect(() =>
      tidy(() => make(times(1)).generatorLoss({ x: tensor([[1]]) }, context())),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The model has 3 classes, but the batch has no \`y\`. Give class indices [batch], or a model without classes.]`,
    );
  });
});

describe("noise", () => {
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

describe("the critic of a gan with a penalty", () => {
  const paths = (options: object) =>
    [
      ...namedVariables(createGan({ ...small, shape: [4, 4, 1], ...options }, createRng(1)).discriminator).keys(),
    ].join();

  it("does not mix examples, unless told to", () => {
    expect(paths({})).toContain("runningMean");
    expect(paths({ penalty: r1Penalty })).not.toContain("runningMean");
    expect(paths({ penalty: r1Penalty, discriminatorNorm: "batch" })).toContain("runningMean");
    expect(paths({ penalty: r1Penalty, spectralNorm: true })).not.toContain("scale");
  });
});

describe("bad settings of a gan", () => {
  const make = (settings: Partial<GanSettings>) => () =>
    new Gan({ generator: always(0), discriminator: times(1) }, { latent: 1, ...settings });

  it("are refused", () => {
    expect(make({ latent: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: \`latent\` of Gan is 0. Expected a whole number, 1 or more.]`,
    );
    expect(make({ discriminatorSteps: 1.5 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: \`discriminatorSteps\` of Gan is 1.5. Expected a whole number, 1 or more.]`,
    );
    expect(make({ penaltyWeight: Number.NaN })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: \`penaltyWeight\` of Gan is NaN. Expected a finite number, 0 or more.]`,
    );
    expect(make({ classes: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: \`classes\` of Gan is -1. Expected a whole number, 0 or more.]`,
    );
    expect(make({ auxiliaryWeight: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: \`auxiliaryWeight\` of Gan is 1 with 0 classes and packs of 1. An auxiliary classifier needs classes, and examples one by one.]`,
    );
    expect(make({ auxiliaryWeight: 1, classes: 2, pack: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: \`auxiliaryWeight\` of Gan is 1 with 2 classes and packs of 2. An auxiliary classifier needs classes, and examples one by one.]`,
    );
  });
});
