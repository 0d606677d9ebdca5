import "@tensorflow/tfjs-backend-cpu";
import { createRng, type Layer, namedVariables } from "@genlab/core";
import { sgd } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { Trainer } from "@genlab/trainers";
import { createFlowVae, elbo, FlowVae } from "@genlab/vae";
import { setBackend, slice, tensor, zerosLike } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, batch, context, numbers, shape, through, values } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const options = {
  shape,
  latent: 2,
  network: "dense",
  hidden: [5],
  velocityHidden: [4],
  samplingSteps: 3,
  firstSteps: 2,
} as const;

describe("flow vae", () => {
  itIsAModel({ create: (rng) => createFlowVae(options, rng), batch });
});

describe("the phases of a flow vae", () => {
  it("train the VAE, then the flow alone, which follows the codes", async () => {
    const trainer = new Trainer(createFlowVae(options, createRng(1)), {
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
      moved.push([...new Set([...terms.keys(), ...changed.map(([path]) => path.split(".").slice(0, 2).join("."))])]);
    }
    const first = ["vae", "vae.encoder", "vae.decoder"];
    const second = ["flow", "prior.velocity", "prior.codes"];
    expect(moved).toEqual([first, first, second, second]);
    trainer.dispose();
  });

  it("show the flow draws of the posterior", () => {
    // q(z|x) = N(4, 9)
    const velocity: Layer = { forward: (x) => zerosLike(slice(x, [0, 0], [-1, 1])) };
    const networks = { encoder: always([4, Math.log(9)]), decoder: through, velocity };
    const model = new FlowVae(networks, { latent: 1 });
    model.flowLoss({ x: tensor(new Float32Array(20_000), [20_000, 1]) }, { ...context(), training: true });
    expect(Math.abs(numbers(model.prior.codes.mean)[0]! - 4)).toBeLessThan((4 * 3) / Math.sqrt(20_000));
    expect(Math.abs(numbers(model.prior.codes.variance)[0]! - 9)).toBeLessThan(4 * 9 * Math.sqrt(2 / 20_000));
    // and samples are decoded from its draws
    const code = 4 + 3 * numbers(context().rng.normal([1, 1]))[0]!;
    expect(numbers(model.sample(1, context()))[0]).toBeCloseTo(1 / (1 + Math.exp(-code)), 2);
  });

  it("give the VAE its objective", () => {
    const lossOf = (more: object) => {
      const model = createFlowVae({ ...options, ...more }, createRng(1));
      return values(model.vae.loss({ x: tensor(batch.x.data, [3, ...shape]) }, context())).total;
    };
    expect(lossOf({ beta: 4 })).toBe(lossOf({ objective: elbo({ beta: 4 }) }));
    expect(lossOf({ beta: 4 })).not.toBe(lossOf({}));
  });
});
