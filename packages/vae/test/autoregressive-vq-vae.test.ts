import "@tensorflow/tfjs-backend-cpu";
import { createRng, namedVariables } from "@genlab/core";
import { VectorQuantizer } from "@genlab/layers";
import { squaredErrorLikelihood } from "@genlab/losses";
import { sgd } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { Trainer } from "@genlab/trainers";
import { AutoregressiveVqVae, type CausalNetwork, createAutoregressiveVqVae } from "@genlab/vae";
import { mul, setBackend, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { batch, context, numbers, shape, through } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const transformer = { heads: 2, headFeatures: 2, blocks: 1 } as const;
const options = { shape, latent: 2, codes: 4, channels: [3], firstSteps: 2, ...transformer } as const;

describe("autoregressive vq-vae", () => {
  itIsAModel({
    create: (rng) => createAutoregressiveVqVae(options, rng),
    batch,
    calls(model, { x }, context) {
      const indices = model.indices(x, context);
      return {
        indices: () => model.indices(x, context),
        decodeIndices: () => model.decodeIndices(indices, context),
      };
    },
  });
});

describe("the phases of an autoregressive vq-vae", () => {
  it("train the VQ-VAE, then the prior alone", async () => {
    const trainer = new Trainer(createAutoregressiveVqVae(options, createRng(1)), {
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
    expect(moved).toEqual([["vae", "first"], ["vae", "first"], ["prior"], ["prior"]]);
    trainer.dispose();
  });
});

describe("an autoregressive vq-vae by hand", () => {
  // the first code is even, and the second is the first, with a probability of ¾
  const predictor: CausalNetwork = { extend: (before) => ({ logits: mul(Math.log(3), before), past: null }) };
  const quantizer = new VectorQuantizer({ codes: 2, features: 1 }, createRng(1));
  quantizer.codebook.assign(tensor([[0], [4]]));
  const networks = { encoder: through, quantizer, decoder: through, likelihood: squaredErrorLikelihood(), predictor };
  const model = new AutoregressiveVqVae(networks, { codeShape: [2, 1] });

  it("has the prior's density and the reconstruction in its weights", () => {
    const x = tensor([
      [[1], [0]],
      [[4], [0]],
    ]);
    const weights = model.logWeights(x, 2, context());
    expect(weights.shape).toEqual([2, 2]);
    const expected = [Math.log(0.5 * 0.75) - 1, Math.log(0.5 * 0.25)];
    for (const [i, weight] of numbers(weights).entries()) expect(weight).toBeCloseTo(expected[i % 2]!, 5);
  });

  it("draws codes that go together as its prior says", () => {
    const drawn = numbers(model.sample(4000, context()));
    const same = Array.from({ length: 4000 }, (_, i) => (drawn[2 * i] === drawn[2 * i + 1] ? 1 : 0));
    const share = same.reduce<number>((sum, one) => sum + one, 0) / 4000;
    expect(Math.abs(share - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / 4000));
    expect(new Set(drawn)).toEqual(new Set([0, 4]));
  });

  it("has a prior to train for codes of the data", () => {
    const x = tensor([[[0], [0]]]);
    expect(numbers(model.priorLoss({ x }, context()).total)[0]).toBeCloseTo(-Math.log(0.5 * 0.75), 5);
  });
});
