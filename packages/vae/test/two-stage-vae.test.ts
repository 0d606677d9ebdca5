import "@tensorflow/tfjs-backend-cpu";
import { createRng, namedVariables } from "@genlab/core";
import { sgd } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { Trainer } from "@genlab/trainers";
import { createTwoStageVae, TwoStageVae } from "@genlab/vae";
import { scalar, setBackend, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, batch, context, meanOf, numbers, shape, through } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const options = { shape, latent: 2, network: "dense", hidden: [5], codeHidden: [4], firstSteps: 2 } as const;

describe("two-stage vae", () => {
  itIsAModel({ create: (rng) => createTwoStageVae(options, rng), batch });
});

describe("the stages", () => {
  it("train one VAE after the other", async () => {
    const trainer = new Trainer(createTwoStageVae(options, createRng(1)), {
      optimizer: sgd({ learningRate: 1e-3 }),
      rng: createRng(2),
    });
    const moved: string[][] = [];
    for (let step = 0; step < 4; step++) {
      const before = new Map([...namedVariables(trainer.model)].map(([path, variable]) => [path, numbers(variable)]));
      const terms = await trainer.update(batch);
      for (const pending of terms.values()) pending.dispose();
      const changed = [...namedVariables(trainer.model)].filter(
        ([path, variable]) => `${numbers(variable)}` !== `${before.get(path)}`,
      );
      moved.push([...new Set([...terms.keys(), ...changed.map(([path]) => path.split(".")[0]!)])]);
    }
    expect(moved).toEqual([["first"], ["first"], ["second"], ["second"]]);
    trainer.dispose();
  });
});

describe("the bound of a two-stage vae", () => {
  it("has the second VAE for a prior, by hand", () => {
    // q(z|x) = N(1, 1), p(x|z) = N(z, 1), q(u|z) = N(0, 1) = p(u), p(z|u) = N(3, 4): log p(x|z) + log p(z|u) − log q(z|x)
    const networks = {
      encoder: always([1, 0]),
      decoder: through,
      codeEncoder: always([0, 0]),
      codeDecoder: always([3]),
    };
    const model = new TwoStageVae(networks, { latent: 1, firstSteps: 1 });
    model.second.logVariance.assign(scalar(Math.log(4)));
    const logNormal = (x: number, mean: number, variance: number) =>
      -0.5 * ((x - mean) ** 2 / variance + Math.log(2 * Math.PI * variance));
    const [x, z] = [2, 1 + context().rng.normal([2, 1, 1]).dataSync()[1]!];
    const weights = model.logWeights(tensor([[x]]), 2, context());
    expect(weights.shape).toEqual([2, 1]);
    expect(numbers(weights)[1]).toBeCloseTo(logNormal(x, z, 1) + logNormal(z, 3, 4) - logNormal(z, 1, 1), 4);
  });
});

describe("samples of a two-stage vae", () => {
  it("are decoded from codes of the second VAE, with its noise", () => {
    // p(z|u) = N(7, 4) for every u
    const networks = { encoder: through, decoder: through, codeEncoder: through, codeDecoder: always([7]) };
    const model = new TwoStageVae(networks, { latent: 1, firstSteps: 1 });
    model.second.logVariance.assign(scalar(Math.log(4)));
    const draws = numbers(model.sample(20_000, context()));
    expect(Math.abs(meanOf(draws) - 7)).toBeLessThan((4 * 2) / Math.sqrt(20_000));
    expect(Math.abs(meanOf(draws.map((z) => (z - 7) ** 2)) - 4)).toBeLessThan(4 * 4 * Math.sqrt(2 / 20_000));
  });

  it("need a number of steps", () => {
    expect(() => createTwoStageVae({ ...options, firstSteps: 0 }, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`firstSteps\` of createTwoStageVae is 0. Expected a whole number from 1.]`,
    );
  });
});
