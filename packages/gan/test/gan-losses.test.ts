import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Layer } from "@genlab/core";
import { type Augment, Gan, type GanSettings } from "@genlab/gan";
import {
  draganPenalty,
  r1Penalty,
  r2Penalty,
  relativisticAverage,
  wasserstein,
  wassersteinGradientPenalty,
} from "@genlab/losses";
import { add, fill, mul, setBackend, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
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
    const game = { game: wasserstein, penaltyWeight: 0.5 };
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
    const [, generator] = losses(make({ game: relativisticAverage }));
    expect(generator!.total).toBeCloseTo(softplus(2) + (softplus(3) + softplus(1)) / 2, 5);
  });

  it("augment real and fake examples alike, in both phases", () => {
    const augmentation: Augment = (shown) => add(shown, 5);
    const [discriminator, generator] = losses(make({ augmentation }));
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
