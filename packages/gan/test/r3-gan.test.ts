import "@tensorflow/tfjs-backend-cpu";
import { readFileSync } from "node:fs";
import {
  createContext,
  createFrom,
  createRng,
  gradients,
  namedParameters,
  namedParametersOf,
  type Tensors,
} from "@genlab/core";
import { augmentImages, r3GanRecipe } from "@genlab/gan";
import { linear } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { add, clone, setBackend, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const small = { shape: [4, 4, 1], latent: 3, channels: [2, 3] };
const made = (options: object, seed = 1, examples = 60_000) =>
  createFrom("r3-gan", r3GanRecipe, { ...small, ...options }, { rng: createRng(seed), examples });

const batch = {
  x: { data: Float32Array.from({ length: 64 }, (_, i) => (1 + Math.sin(i)) / 2), shape: [4, 4, 4, 1] },
  y: { data: Int32Array.of(0, 2, 1, 2), shape: [4] },
};

describe("r3-gan", () => {
  itIsAModel({ create: (rng) => createFrom("r3-gan", r3GanRecipe, small, { rng }), batch });
});

describe("r3-gan of classes, packs and two blocks", () => {
  const options = { ...small, classes: 3, pack: 2, blocks: 2, augmentation: "on" } as const;
  itIsAModel({ create: (rng) => createFrom("r3-gan", r3GanRecipe, options, { rng }), batch });
});

interface Values {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

interface Fixture {
  readonly source: string;
  readonly gamma: number;
  readonly parameters: Readonly<Record<string, Values>>;
  readonly real: Values;
  readonly noise: Values;
  readonly fake: Values;
  readonly discriminator: Readonly<Record<string, number>>;
  readonly generator: Readonly<Record<string, number>>;
  readonly gradients: Readonly<Record<string, Values>>;
}

const fixture = JSON.parse(readFileSync(new URL("fixtures/r3.json", import.meta.url), "utf8")) as Fixture;
const tensorOf = ({ shape, values }: Values) => tensor([...values], [...shape]);

describe(`r3-gan with parameters of ${fixture.source}`, () => {
  const gan = made({ penaltyWeight: fixture.gamma });
  const parameters = namedParameters(gan);
  const context = () => {
    const rng = createRng(1);
    return createContext({ rng: { ...rng, normal: () => tensorOf(fixture.noise) }, training: true });
  };
  const near = (found: Tensor, expected: Values) => {
    expect(found.shape).toEqual(expected.shape);
    const scale = Math.max(...expected.values.map(Math.abs));
    const errors = [...found.dataSync()].map((value, i) => Math.abs(value - expected.values[i]!) / scale);
    expect(Math.max(...errors)).toBeLessThan(5e-5);
  };

  beforeAll(() => {
    for (const [path, parameter] of parameters) {
      const value = tensorOf(fixture.parameters[path]!);
      parameter.assign(value as typeof parameter);
      value.dispose();
    }
  });

  it("has no other", () => {
    expect([...parameters.keys()].sort()).toEqual(Object.keys(fixture.parameters).sort());
  });

  it("makes the same images", () => {
    tidy(() => near(gan.decode(tensorOf(fixture.noise), context()), fixture.fake));
  });

  it.each(["discriminator", "generator"] as const)("gives the %s the same losses and gradients", (player) => {
    tidy(() => {
      const phase = gan.phases().find(({ name }) => name === player)!;
      const x = tensorOf(fixture.real);
      const found = gradients(namedParametersOf(phase.updates, gan), () => phase.loss({ x }, context()));
      for (const [term, value] of Object.entries(fixture[player])) {
        expect(found.losses[term]!.dataSync()[0], term).toBeCloseTo(value, 4);
      }
      const grads: Tensors = found.gradients;
      for (const [path, gradient] of grads) near(gradient, fixture.gradients[path]!);
      expect(grads.size).toBe([...parameters.keys()].filter((path) => path.startsWith(player)).length);
    });
  });
});

describe("a new r3-gan", () => {
  it("is linear: the last convolution of each block is 0", () => {
    tidy(() => {
      const gan = made({});
      const [a, b] = [createRng(2).normal([1, 3]), createRng(3).normal([1, 3])];
      const image = (z: Tensor) => [...gan.decode(z, createContext({ rng: createRng(1) })).dataSync()];
      const [atA, atB, atSum] = [image(a), image(b), image(add(a, b))];
      // images are ½ (1 + linear)
      for (const [i, value] of atSum.entries()) expect(value).toBeCloseTo(atA[i]! + atB[i]! - 0.5, 4);
    });
  });

  it("weighs its penalty by a schedule, where it is given one", () => {
    tidy(() => {
      const gan = made({ penaltyWeight: linear({ from: 2, to: 1, steps: 10 }) });
      const x = tensorOf(fixture.real);
      const at = (step: number) => gan.discriminatorLoss({ x: clone(x) }, createContext({ rng: createRng(1), step }));
      const weight = ({ total, adversarial, penalty }: Record<string, Tensor>) =>
        (total!.dataSync()[0]! - adversarial!.dataSync()[0]!) / penalty!.dataSync()[0]!;
      expect([weight(at(0)), weight(at(5)), weight(at(20))].map((value) => value.toFixed(3))).toEqual([
        "2.000",
        "1.500",
        "1.000",
      ]);
    });
  });

  it("augments few images that are not too small, unless told", () => {
    const augmentation = (examples: number, options = {}) =>
      made({ shape: [32, 32, 1], ...options }, 1, examples).settings.augmentation;
    expect([augmentation(10_000), augmentation(10_001)]).toEqual([augmentImages, false]);
    expect(augmentation(100, { shape: [28, 32, 1] })).toBe(false);
    expect([augmentation(100, { augmentation: "off" }), augmentation(100, { augmentation: false })]).toEqual([
      false,
      false,
    ]);
    expect([augmentation(60_000, { augmentation: "on" }), augmentation(60_000, { augmentation: true })]).toEqual([
      augmentImages,
      augmentImages,
    ]);
  });

  it("refuses images that are not halved evenly, and no channels", () => {
    expect(() => made({ shape: [5, 4, 1] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Images of shape [5, 4, 1] cannot be halved 1 times without rest. Expected height and width divisible by 2: pad or resize the images, use fewer channels, or a convolutional network, which takes other sizes too.]`,
    );
    expect(() => made({ channels: [] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`channels\` of r3Networks is []. Give one for each size.]`,
    );
    expect(() => made({ shape: [2] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Images of shape [2] cannot be halved 1 times. Expected [height, width, channels] with height and width of at least 2: resize the images, use fewer channels, or a dense network.]`,
    );
  });
});
