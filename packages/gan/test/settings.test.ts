import "@tensorflow/tfjs-backend-cpu";
import { cloneModule, createContext, createFrom, createRng, type Layer, namedVariables } from "@genlab/core";
import { augmentImages, createGan, createInfoGan, Gan, ganRecipe, infoGanRecipe, wganGpRecipe } from "@genlab/gan";
import { hinge, nonSaturating, r1Penalty, wasserstein, wassersteinGradientPenalty } from "@genlab/losses";
import { fill, mul, setBackend, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const small = { shape: [4, 4, 1], latent: 2, hidden: [3], channels: [2] };
const softplus = (x: number) => Math.log1p(Math.exp(x));

describe("words of a configuration", () => {
  it("are functions in the settings, and functions are themselves", () => {
    const byWord = createGan({ ...small, game: "hinge", penalty: "r1", augmentation: true }, createRng(1));
    expect(byWord.settings).toMatchObject({ game: hinge, penalty: r1Penalty, augmentation: augmentImages });
    const { settings } = byWord;
    const own = createGan({ ...small, ...settings }, createRng(1));
    expect(own.settings).toEqual(settings);
    expect(createGan({ ...small, penalty: "none" }, createRng(1)).settings.penalty).toBeNull();
    expect(createGan({ ...small, penalty: null }, createRng(1)).settings).toMatchObject({
      game: nonSaturating,
      penalty: null,
      augmentation: false,
    });
  });

  it("that leave a choice to the model are as nothing", () => {
    const paths = (options: object) => [...namedVariables(createGan({ ...small, ...options }, createRng(1))).keys()];
    const auto = { network: "auto", activation: "auto", discriminatorNorm: "auto", spectralNorm: "auto" };
    expect(paths(auto)).toEqual(paths({}));
    expect(paths({ spectralNorm: "on" })).toEqual(paths({ spectralNorm: true }));
    expect(paths({ ...auto, penalty: "dragan" })).toEqual(paths({ discriminatorNorm: "layer" }));
  });

  it("are refused where there are none such, with what may have been meant", () => {
    const make = (options: object) => () => createGan({ ...small, ...options }, createRng(1));
    expect(make({ penalty: "r3" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`penalty\` of createGan is "r3". Expected one of "none", "wasserstein", "one-sided-wasserstein", "dragan", "r1", "r2", "r1-r2", or a function, such as \`r1Penalty\` of @genlab/losses. Did you mean "r1"?]`,
    );
    expect(make({ game: "hing" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`game\` of createGan is "hing". Expected one of "non-saturating", "minimax", "least-squares", "hinge", "wasserstein", "relativistic", "relativistic-average", or what has discriminator() and generator(), such as \`hinge\` of @genlab/losses. Did you mean "hinge"?]`,
    );
    expect(make({ augmentation: "yes" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`augmentation\` of createGan is "yes". Expected one of "auto", "on", "off", or true or false, or a function, such as \`augmentImages\`.]`,
    );
    expect(make({ labelSmoothing: 0.5 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`labelSmoothing\` of createGan is 0.5. Expected a number from 0 to 0.49.]`,
    );
    expect(make({ labelSmoothing: 0.1, game: "relativistic" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`labelSmoothing\` of Gan is 0.1, and its game has no labels. Set it to 0, or choose another game.]`,
    );
  });
});

it("smoothed labels cost a sure discriminator something", () => {
  const always: Layer = { forward: (z: Tensor) => fill([z.shape[0]!, 1], -1) };
  const itself: Layer = { forward: (x: Tensor) => mul(x, 1) };
  const gan = new Gan({ generator: always, discriminator: itself }, { latent: 1, labelSmoothing: 0.25 });
  const context = createContext({ rng: createRng(1), training: true });
  const { adversarial } = gan.discriminatorLoss({ x: tensor([[2]]) }, context);
  // −¾ log σ(2) − ¼ log(1 − σ(2)) − log(1 − σ(−1))
  expect(adversarial!.dataSync()[0]).toBeCloseTo(0.75 * softplus(-2) + 0.25 * softplus(2) + softplus(-1), 5);
});

describe("recipes", () => {
  const shape = [4, 4, 1];
  const create = (recipe: typeof ganRecipe | typeof wganGpRecipe) =>
    createFrom("a GAN", recipe, small, { rng: createRng(1) });

  it("are of settings that all have a default", () => {
    expect(create(ganRecipe).settings).toEqual(createGan(small, createRng(1)).settings);
    expect(create(wganGpRecipe).settings).toEqual({
      ...create(ganRecipe).settings,
      game: wasserstein,
      penalty: wassersteinGradientPenalty,
      discriminatorSteps: 5,
    });
    const infoGan = createFrom("an InfoGAN", infoGanRecipe, { shape, channels: [2] }, { rng: createRng(1) });
    expect(infoGan.settings).toEqual(createInfoGan({ shape, channels: [2] }, createRng(1)).settings);
    expect(infoGan.codeShape).toEqual([64 + 10 + 2]);
  });
});

it("a copy makes examples with weights of its own", () => {
  const gan = createGan({ ...small, network: "dense", batchNorm: false }, createRng(1));
  const copy = cloneModule(gan);
  const draw = (model: Gan) => [...model.sample(2, createContext({ rng: createRng(2) })).dataSync()];
  const before = draw(gan);
  for (const variable of namedVariables(copy.generator).values()) variable.assign(mul(variable, 0) as typeof variable);
  expect(draw(gan)).toEqual(before);
  // unitTanh of 0
  expect(new Set(draw(copy))).toEqual(new Set([0.5]));
});
