import "@tensorflow/tfjs-backend-cpu";
import { createRng, type Model, type Parameter, parameter } from "@genlab/core";
import { sgd } from "@genlab/optim";
import { FaultFindingExecutor, Trainer } from "@genlab/trainers";
import { add, engine, log, mean, mul, type Scalar, scalar, setBackend, sqrt, type Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { batchOf } from "./toy-model.js";

beforeAll(async () => {
  await setBackend("cpu");
});

class Small implements Model {
  readonly shift: Parameter = parameter(() => scalar(0));
  readonly cost: () => (x: Tensor) => Tensor;
  constructor(cost: (x: Tensor) => Tensor) {
    this.cost = () => cost;
  }
  phases() {
    const loss = ({ x }: { readonly x: Tensor }) => ({ total: mean<Scalar>(this.cost()(add(x, this.shift))) });
    return [{ name: "small", updates: this, loss }];
  }
}

async function foundIn(cost: (x: Tensor) => Tensor, learningRate: number, ...values: number[]) {
  const executor = new FaultFindingExecutor();
  const trainer = new Trainer(new Small(cost), { optimizer: sgd({ learningRate }), rng: createRng(1), executor });
  for (const terms of (await trainer.update(batchOf(...values))).values()) terms.dispose();
  return executor.found;
}

describe("the operation that made a number not finite", () => {
  it("forward: the logarithm of 0, and not what follows from it", async () => {
    expect(await foundIn((x) => mul(log(x), 2), 1, 0, 1)).toEqual({
      phase: "small",
      operation: "Log",
      pass: "forward",
      inputs: ["[2,1]"],
      made: Number.NEGATIVE_INFINITY,
    });
  });

  it("backward: the slope of a root at 0, whose value is finite", async () => {
    const found = await foundIn((x) => sqrt(x), 1, 0, 1);
    expect(found).toMatchObject({ phase: "small", pass: "backward" });
  });

  it("update: a step that no float32 holds, of a parameter by its name", async () => {
    const found = await foundIn((x) => mul(x, 1e30), 1e30, 1);
    expect(found).toMatchObject({ pass: "update", made: Number.NEGATIVE_INFINITY });
  });

  it("finds nothing in a step that is well, and leaves tfjs as it was", async () => {
    expect(await foundIn((x) => mul(x, 2), 0.1, 1)).toBeUndefined();
    expect(Object.hasOwn(engine(), "runKernel")).toBe(false);
  });
});
