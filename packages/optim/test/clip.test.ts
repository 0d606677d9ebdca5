import "@tensorflow/tfjs-backend-cpu";
import { parameter } from "@genlab/core";
import { chain, clipByGlobalNorm, clipByNorm, clipWeights, Optimizer, sgd, type Transform } from "@genlab/optim";
import { setBackend, type Tensor, tensor1d } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { contextAt } from "./problem.js";

await setBackend("cpu");

function clipped(transform: Transform, updates: Record<string, Tensor>): Record<string, number[]> {
  const result = transform.update(new Map(Object.entries(updates)), {}, new Map(), contextAt(0));
  return Object.fromEntries([...result].map(([path, update]) => [path, [...update.dataSync()]]));
}

describe("clipping", () => {
  it("takes the norm of each tensor or of all, by hand", () => {
    // ‖a‖ = 5, ‖b‖ = 12, ‖(a, b)‖ = 13
    const updates = { a: tensor1d([3, 4]), b: tensor1d([0, -12]) };
    const each = clipped(clipByNorm(6.5), updates);
    expect(each.a).toEqual([3, 4]);
    expect(each.b![1]).toBeCloseTo(-6.5, 5);
    const together = clipped(clipByGlobalNorm(6.5), updates);
    expect(together.a![0]).toBeCloseTo(1.5, 5);
    expect(together.a![1]).toBeCloseTo(2, 5);
    expect(together.b![1]).toBeCloseTo(-6, 5);
  });

  it("adds 1e-6 to the norm, as PyTorch does: zero stays zero", () => {
    expect(clipped(clipByGlobalNorm(1e-6), { a: tensor1d([1e-6]) }).a![0]).toBeCloseTo(5e-7, 10);
    expect(clipped(clipByGlobalNorm(1), { a: tensor1d([0]) }).a).toEqual([0]);
  });

  it("takes no gradients at all", () => {
    expect(clipped(clipByGlobalNorm(1), {})).toEqual({});
  });

  it("of weights leaves none beyond the limit, whatever the update, by hand", () => {
    const weight = parameter(() => tensor1d([0.5, -0.5, 2]));
    const optimizer = new Optimizer(chain(sgd({ learningRate: 1 }), clipWeights(0.75)), new Map([["weight", weight]]));
    // 0.5 + 0.1, -0.5 - 1 and 2 + 0
    optimizer.apply(new Map([["weight", tensor1d([-0.1, 1, 0])]]), contextAt(0));
    const values = [...weight.dataSync()].map((value) => value.toFixed(5));
    expect(values).toEqual(["0.60000", "-0.75000", "0.75000"]);
  });
});
