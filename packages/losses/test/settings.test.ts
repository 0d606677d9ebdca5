import "@tensorflow/tfjs-backend-cpu";
import { completeSettings, GenlabError, sentenceOf } from "@genlab/core";
import {
  absoluteError,
  bernoulli,
  continuousBernoulli,
  energyBased,
  errorSetting,
  type GameName,
  gameSetting,
  gaussianKernel,
  hinge,
  inverseMultiquadraticKernel,
  type KernelName,
  kernelOf,
  kernelSetting,
  LearnedGaussian,
  type LikelihoodName,
  leastSquares,
  likelihoodOf,
  likelihoodSettings,
  meanOverBatch,
  minimax,
  nonSaturating,
  relativistic,
  relativisticAverage,
  type SeparableGameName,
  separableGameSetting,
  smoothed,
  squaredError,
  wasserstein,
} from "@genlab/losses";
import { memory, ones, setBackend, sub, sum, tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const separable: Readonly<Record<SeparableGameName, object>> = {
  "non-saturating": nonSaturating,
  minimax,
  "least-squares": leastSquares,
  hinge,
  wasserstein,
};
const all: Readonly<Record<GameName, object>> = {
  ...separable,
  relativistic,
  "relativistic-average": relativisticAverage,
};

describe("the setting of a game", () => {
  const game = (given: unknown) => completeSettings("Gan", { game: gameSetting("hinge") }, { game: given }).game;
  const costs = (given: unknown) =>
    completeSettings("VaeGan", { game: separableGameSetting("minimax") }, { game: given }).game;

  it.each(Object.entries(all))('is the game for "%s", and for the game itself', (name, loss) => {
    expect([game(name), game(loss)]).toEqual([loss, loss]);
    if (Object.hasOwn(separable, name)) expect([costs(name), costs(loss)]).toEqual([loss, loss]);
    else for (const given of [name, loss]) expect(() => costs(given)).toThrow(GenlabError);
  });

  it("is a game of one's own, and the default where none is given", () => {
    const own = energyBased({ margin: 1 });
    expect(game(own)).toBe(own);
    expect([game(undefined), costs(undefined)]).toEqual([hinge, minimax]);
  });

  it("refuses what is no game, with what may have been meant", () => {
    expect(() => game("least-sqaures")).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`game\` of Gan is "least-sqaures". Expected one of "non-saturating", "minimax", "least-squares", "hinge", "wasserstein", "relativistic", "relativistic-average", or what has discriminator() and generator(), such as \`hinge\` of @genlab/losses. Did you mean "least-squares"?]`,
    );
    expect(() => game({ discriminator: () => 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`game\` of Gan is {}. Expected one of "non-saturating", "minimax", "least-squares", "hinge", "wasserstein", "relativistic", "relativistic-average", or what has discriminator() and generator(), such as \`hinge\` of @genlab/losses.]`,
    );
    expect(() => costs("relativistic")).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`game\` of VaeGan is "relativistic". Expected one of "non-saturating", "minimax", "least-squares", "hinge", "wasserstein", or what has costs for each logit, such as \`minimax\` of @genlab/losses.]`,
    );
    for (const wrong of [null, 1, "", "toString", () => 1]) expect(() => game(wrong), `${wrong}`).toThrow(GenlabError);
    const halfCosts = { ...relativistic, costs: { real: () => 1 } };
    expect(() => costs(halfCosts)).toThrow("Expected one of");
  });

  it("says its default, and where that is from", () => {
    expect(sentenceOf(gameSetting("hinge", "as in the paper"))).toMatchInlineSnapshot(
      `"What the players of the adversarial game minimise. Default "hinge", as in the paper."`,
    );
    expect(sentenceOf(separableGameSetting("minimax"))).toMatchInlineSnapshot(
      `"What the players of the adversarial game minimise, a cost for each logit. Default "minimax"."`,
    );
  });
});

describe("smoothed labels", () => {
  it("are of games with costs, and 0 leaves every game alone", () => {
    const logits = () => [tensor([[2]]), tensor([[-1]])] as const;
    expect(smoothed("Gan", relativistic, 0)).toBe(relativistic);
    const [real, fake] = logits();
    // hinge: 0.9 max(0, 1 − 2) + 0.1 max(0, 1 + 2) for the real logit, max(0, 1 − 1) for the fake
    expect(smoothed("Gan", hinge, 0.1).discriminator(real, fake).dataSync()[0]).toBeCloseTo(0.3, 6);
  });

  it("are refused by games that compare", () => {
    expect(() => smoothed("Gan", relativistic, 0.1)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`labelSmoothing\` of Gan is 0.1, and its game has no labels. Set it to 0, or choose another game.]`,
    );
  });
});

describe("the setting of an error", () => {
  const read = (given: unknown) =>
    completeSettings("Ae", { error: errorSetting("What it costs.", "absolute-error") }, { error: given }).error;

  it("is a loss by its name, a loss, or the default", () => {
    const own = meanOverBatch((y, x) => sum(sub(y, x), 1));
    expect([read("squared-error"), read(squaredError), read(own)]).toEqual([squaredError, squaredError, own]);
    expect([read("absolute-error"), read(undefined)]).toEqual([absoluteError, absoluteError]);
  });

  it("refuses what has no value of each example", () => {
    expect(() => read("squared")).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`error\` of Ae is "squared". Expected one of "squared-error", "absolute-error", or what has perExample(), such as \`squaredError\` of @genlab/losses. Did you mean "squared-error"?]`,
    );
    expect(() => read(() => 1)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`error\` of Ae is () => 1. Expected one of "squared-error", "absolute-error", or what has perExample(), such as \`squaredError\` of @genlab/losses.]`,
    );
  });
});

describe("the setting of a kernel", () => {
  const read = (given: unknown) => completeSettings("Mmd", { kernel: kernelSetting() }, { kernel: given }).kernel;
  const at = (kernel: ReturnType<typeof kernelOf>) => tidy(() => kernel(tensor([0, 1.5]), 2).dataSync());

  it.each<[KernelName | undefined, typeof gaussianKernel]>([
    ["gaussian", gaussianKernel],
    ["inverse-multiquadratic", inverseMultiquadraticKernel],
    [undefined, inverseMultiquadraticKernel],
  ])("%s is a kernel of widths about the prior's", (name, kernel) => {
    const options = { deviation: 3 };
    expect(at(kernelOf(read(name), options))).toEqual(at(kernel(options)));
    expect(at(kernelOf(read(name)))).toEqual(at(kernel()));
  });

  it("is one's own as it is", () => {
    const own = gaussianKernel({ scales: [1] });
    expect(kernelOf(read(own), { deviation: 3 })).toBe(own);
    expect(() => read("gausian")).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`kernel\` of Mmd is "gausian". Expected "inverse-multiquadratic" or "gaussian", or a function, such as gaussianKernel(). Did you mean "gaussian"?]`,
    );
  });
});

describe("the settings of a likelihood", () => {
  const image = [4, 4, 1];
  const settings = likelihoodSettings("auto");
  const read = (given: object, shape: readonly number[]) =>
    likelihoodOf(completeSettings("Vae", settings, given), shape);

  it.each<[LikelihoodName, readonly number[], unknown]>([
    ["auto", image, bernoulli],
    ["bernoulli", [2], bernoulli],
    ["continuous-bernoulli", image, continuousBernoulli],
  ])('"%s" of examples of shape [%s] is a likelihood', (likelihood, shape, expected) => {
    expect(read({ likelihood }, shape)).toBe(expected);
  });

  it("are of a variance, given or learned", () => {
    const [x, output] = [ones([1, 2]), ones([1, 2])];
    const cost = (given: object) => read(given, [2]).negativeLog(output, x).dataSync()[0];
    // two numbers, each ½ log 2πσ²
    expect(cost({ likelihood: "gaussian", variance: 4 })).toBeCloseTo(Math.log(2 * Math.PI * 4), 5);
    for (const likelihood of ["auto", "learned-gaussian"]) {
      const learned = read({ likelihood, variance: 4 }, [2]) as LearnedGaussian;
      expect(learned).toBeInstanceOf(LearnedGaussian);
      expect(learned.logVariance.dataSync()[0]).toBeCloseTo(Math.log(4), 6);
    }
    expect(read({ likelihood: "squared-error" }, [2]).negativeLog(sub(output, 3), x).dataSync()[0]).toBeCloseTo(18, 5);
  });

  it("make one variable for a variance that is learned, and none else", () => {
    const made = (given: object, shape: readonly number[]) => {
      const before = memory().numTensors;
      read(given, shape);
      return memory().numTensors - before;
    };
    expect([made({}, [2]), made({}, image), made({ likelihood: "gaussian" }, [2])]).toEqual([1, 0, 0]);
  });

  it("are a likelihood of one's own", () => {
    const own = new LearnedGaussian();
    expect(read({ likelihood: own }, image)).toBe(own);
  });

  it("refuse what there is not, and a variance that nothing reads", () => {
    expect(() => read({ likelihood: "bernouli" }, image)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`likelihood\` of Vae is "bernouli". Expected one of "auto", "bernoulli", "continuous-bernoulli", "squared-error", "gaussian", "learned-gaussian", or what has negativeLog() and mean(), such as \`bernoulli\` of @genlab/losses. Did you mean "bernoulli"?]`,
    );
    expect(() => read({ likelihood: { mean: () => 1 } }, image)).toThrow(GenlabError);
    expect(() => read({}, [])).toThrow(GenlabError);
    expect(() => read({ variance: 0 }, image)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`variance\` of Vae is 0. Expected a finite number, 1e-12 or more.]`,
    );
    expect(() => read({ variance: 2 }, image)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`variance\` is 2, and the likelihood of images, Bernoulli, has none. Leave it out, or choose "gaussian" or "learned-gaussian".]`,
    );
    expect(() => read({ variance: 2, likelihood: "squared-error" }, [2])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`variance\` is 2, and the likelihood "squared-error" has none. Leave it out, or choose "gaussian" or "learned-gaussian".]`,
    );
    expect(() => read({ variance: 2, likelihood: bernoulli }, [2])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`variance\` is 2, and the likelihood that is given has none. Leave it out, or choose "gaussian" or "learned-gaussian".]`,
    );
  });
});
