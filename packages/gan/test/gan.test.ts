import "@tensorflow/tfjs-backend-cpu";
import { canDiscriminate, createContext, createRng, namedVariables } from "@genlab/core";
import { augmentImages, createGan, Gan, type GanSettings } from "@genlab/gan";
import {
  draganPenalty,
  hinge,
  leastSquares,
  r1Penalty,
  relativisticAverage,
  wasserstein,
  wassersteinGradientPenalty,
} from "@genlab/losses";
import { itIsAModel } from "@genlab/testing";
import { mul, setBackend, type Tensor, tensor2d } from "@tensorflow/tfjs-core";
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
  const game = { game: wasserstein, penalty: wassersteinGradientPenalty, discriminatorSteps: 2 };
  itIsAModel({ create: (rng) => createGan({ ...small, ...game, shape: [2] }, rng), batch: points });
});

describe("wgan-gp of images", () => {
  const game = { game: wasserstein, penalty: wassersteinGradientPenalty };
  itIsAModel({ create: (rng) => createGan({ ...small, ...game, shape: [4, 4, 1] }, rng), batch: images });
});

describe("pacgan with classes", () => {
  const options = {
    ...small,
    shape: [4, 4, 1],
    pack: 2,
    classes: 3,
    game: leastSquares,
    penalty: draganPenalty,
  };
  itIsAModel({ create: (rng) => createGan(options, rng), batch: images });
});

describe("residual gan with self-attention, spectral norm, augmentation and projection on classes", () => {
  const network = { network: "residual", attention: true } as const;
  const options = { ...small, ...network, shape: [4, 4, 1], classes: 3, game: hinge, augmentation: augmentImages };
  itIsAModel({ create: (rng) => createGan(options, rng), batch: images });
});

describe("ac-gan with a relativistic game", () => {
  const options = { ...small, shape: [4, 4, 1], classes: 3, auxiliaryWeight: 1, game: relativisticAverage };
  itIsAModel({ create: (rng) => createGan(options, rng), batch: images });
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

describe("a gan discriminates", () => {
  const discriminator = { forward: (x: Tensor) => mul(x, 2) }; // [batch, 1], or with an auxiliary classifier [batch, 1 + classes]
  const make = (settings: Partial<GanSettings>) =>
    new Gan({ generator: discriminator, discriminator }, { latent: 1, ...settings });

  it("examples one by one, without their class", () => {
    const context = createContext({ rng: createRng(0) });
    expect(
      make({})
        .discriminate?.(tensor2d([[1], [3]]), context)
        .arraySync(),
    ).toEqual([2, 6]);
    const classifying = make({ classes: 2, auxiliaryWeight: 1 });
    expect(classifying.discriminate?.(tensor2d([[1, 8, 9]]), context).arraySync()).toEqual([2]);
    expect([{ pack: 2 }, { classes: 2 }].map((settings) => canDiscriminate(make(settings)))).toEqual([false, false]);
  });
});

describe("bad settings of a gan", () => {
  const networks = { forward: (x: Tensor) => x };
  const make = (settings: Partial<GanSettings>) => () =>
    new Gan({ generator: networks, discriminator: networks }, { latent: 1, ...settings });

  it("are refused", () => {
    expect(make({ latent: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`latent\` of Gan is 0. Expected a whole number from 1.]`,
    );
    expect(make({ discriminatorSteps: 1.5 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`discriminatorSteps\` of Gan is 1.5. Expected a whole number from 1.]`,
    );
    expect(make({ penaltyWeight: Number.NaN })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`penaltyWeight\` of Gan is NaN. Expected a finite number, 0 or more, or a schedule such as linear({ from: 0, to: 1, steps: 500 }).]`,
    );
    expect(make({ classes: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`classes\` of Gan is -1. Expected a whole number from 0.]`,
    );
    expect(make({ auxiliaryWeight: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`auxiliaryWeight\` of Gan is 1 with 0 classes and packs of 1. An auxiliary classifier needs classes, and examples one by one.]`,
    );
    expect(make({ auxiliaryWeight: 1, classes: 2, pack: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`auxiliaryWeight\` of Gan is 1 with 2 classes and packs of 2. An auxiliary classifier needs classes, and examples one by one.]`,
    );
  });
});
