import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Model, namedVariables, type Parameter, parameter } from "@genlab/core";
import { sgd } from "@genlab/optim";
import { EagerExecutor, probeModel, probesOf, splitHealth, Trainer, train } from "@genlab/trainers";
import {
  matMul,
  mean,
  relu,
  reshape,
  type Scalar,
  setBackend,
  square,
  type Tensor,
  tensor,
  tensor2d,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { spreadRatio, whatIsCovered } from "../src/health/spread.js";
import { winRate } from "../src/health/win-rate.js";
import { batchOf } from "./toy-model.js";

beforeAll(async () => {
  await setBackend("cpu");
});

/** `mean((relu(x w) · 1)²)` of one feature and three units: the last is dead for all x above 0. */
class Units implements Model {
  readonly weight: Parameter = parameter(() => tensor2d([[1, 2, -1]]));
  phases() {
    return [{ name: "units", updates: this, loss: ({ x }: { readonly x: Tensor }) => ({ total: this.total(x) }) }];
  }
  private total(x: Tensor): Scalar {
    return mean(square(relu(matMul(x as never, this.weight as never))));
  }
}

const valuesOf = (model: object) => [...namedVariables(model).values()].map((one) => [...one.dataSync()]);

describe("gradient health", () => {
  it("is what one reckons by hand, at the steps that are measured, and no step changes by it", async () => {
    const optimizer = sgd({ learningRate: 0.5 });
    const [measured, plain] = [new Units(), new Units()];
    const trainer = new Trainer(measured, { optimizer, rng: createRng(1), healthEvery: 2 });
    const other = new Trainer(plain, { optimizer, rng: createRng(1) });
    const given = () => [batchOf(3), batchOf(3)];
    const reports = [];
    for await (const { losses } of train(trainer, given())) reports.push(splitHealth(losses!));
    for await (const _ of train(other, given()));
    expect(valuesOf(measured)).toEqual(valuesOf(plain));
    expect(Object.keys(reports[0]!)).toEqual(["losses"]);
    // total = (9 w₁² + 9 w₂²) / 3, gradient 6 w; a step is −3 w: w = (1, 2, −1) → (−2, −4, −1), where all units are dead
    const { losses, phases } = reports[1]!;
    expect(losses).toEqual({ units: { total: 0 } });
    expect(phases).toEqual({
      units: { weight: { gradient: 0, weight: Math.fround(Math.sqrt(21)), change: 0, dead: 1 } },
    });
  });

  it("has the norms of gradient, weight and change, and the share of dead units", async () => {
    const trainer = new Trainer(new Units(), {
      optimizer: sgd({ learningRate: 0.5 }),
      rng: createRng(1),
      healthEvery: 1,
    });
    for await (const { losses } of train(trainer, [batchOf(3)])) {
      const { gradient, weight, change, dead } = splitHealth(losses!).phases!.units!.weight!;
      expect(gradient).toBeCloseTo(6 * Math.sqrt(5), 4);
      expect(weight).toBeCloseTo(Math.sqrt(6), 5);
      expect(change).toBeCloseTo(3 * Math.sqrt(5), 5);
      expect(dead).toBeCloseTo(1 / 3, 6);
    }
  });

  it("refuses to measure at half a step", () => {
    const make = () =>
      new Trainer(new Units(), { optimizer: sgd({ learningRate: 1 }), rng: createRng(1), healthEvery: 0.5 });
    expect(make).toThrow("healthEvery");
  });
});

describe("figures of a batch", () => {
  const numberOf = (scalar: Tensor) => scalar.dataSync()[0]!;

  it("spread: the root of the ratio of variances, by hand", () => {
    expect(numberOf(spreadRatio(tensor([[1], [3]]), tensor([[0], [4]])))).toBeCloseTo(0.5, 6);
    expect(numberOf(spreadRatio(tensor([[7], [7]]), tensor([[0], [4]])))).toBe(0);
  });

  it("samples against data: distances to the nearest other, and how many data are reached", () => {
    const x = tensor([[0], [1], [2], [3], [4], [5], [106]]);
    const same = whatIsCovered(x, x);
    expect([numberOf(same.spread!), numberOf(same.distinct!), numberOf(same.coverage!)]).toEqual([1, 1, 1]);
    // all samples at 100: within the fifth neighbour, 105 away, of 106 alone
    const alike = whatIsCovered(x, tensor([[100], [100], [100]]));
    expect([numberOf(alike.spread!), numberOf(alike.distinct!)]).toEqual([0, 0]);
    expect(numberOf(alike.coverage!)).toBeCloseTo(1 / 7, 6);
  });

  it("wins: pairs in which the real one has more, ties by half", () => {
    expect(numberOf(winRate(tensor([1, 2]), tensor([0, 1])))).toBe((1 + 0.5 + 1 + 1) / 4);
  });

  it("asks a model for what it can do, and leaves nothing behind", async () => {
    const model: Model & Record<string, unknown> = {
      phases: () => [],
      sample: (count: number) => tensor(Array.from({ length: count }, (_, i) => [i])),
      encode: (x: Tensor) => x,
      posterior: (x: Tensor) => ({ mean: x, logVariance: zerosLike(x) }),
      reconstruct: (x: Tensor) => x,
      discriminate: (x: Tensor) => reshape(x, [-1]),
    };
    const batch = { x: { data: Float32Array.of(0, 0, 2), shape: [3, 1] } };
    const probes = probesOf(model);
    const { executor, rng } = { executor: new EagerExecutor(), rng: createRng(1) };
    expect(createContext({ rng }).training).toBe(false);
    const figures = await probeModel(probes, { executor, batch, rng, step: 0 });
    expect(Object.keys(figures)).toEqual(["samples", "reconstructions", "codes", "discriminator"]);
    expect(figures.reconstructions).toEqual({ spread: 1 });
    // μ²/2 of 0, 0 and 2, on average
    expect(figures.codes!.kl).toBeCloseTo(2 / 3, 5);
    expect(
      Object.keys(await probeModel(probesOf(model, { samples: false }), { executor, batch, rng, step: 0 })),
    ).toEqual(["reconstructions", "codes"]);
  });
});
