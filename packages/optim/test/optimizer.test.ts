import "@tensorflow/tfjs-backend-cpu";
import { GenlabError, loadValues, namedVariables } from "@genlab/core";
import { adam, adamW, chain, clipByGlobalNorm, Optimizer, rmsProp, sgd, type Transform } from "@genlab/optim";
import { dispose, memory, profile, setBackend, tensor1d, tidy } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { contextAt, createOptimizer, gradientsOf, type Problem, parametersOf } from "./problem.js";

await setBackend("cpu");

const transforms: Record<string, Transform> = {
  sgd: sgd({ learningRate: (step) => 0.1 / (1 + step), momentum: 0.9 }),
  adam: adam({ learningRate: 0.05 }),
  "adamW after clipping": chain(clipByGlobalNorm(1), adamW({ learningRate: () => 0.05 })),
  rmsProp: rmsProp({ learningRate: 0.01 }),
};

function run(optimizer: Optimizer, problem: Problem, first: number, last: number): void {
  for (let step = first; step < last; step++) {
    tidy(() => optimizer.apply(gradientsOf(problem), contextAt(step)));
  }
}

const valuesOf = (module: object) =>
  new Map([...namedVariables(module)].map(([path, variable]) => [path, [...variable.dataSync()]]));

describe.each(Object.entries(transforms))("an optimizer with %s", (_name, transform) => {
  it("holds no tensor but its state", () => {
    const before = memory().numTensors;
    const { problem, optimizer } = createOptimizer(transform);
    const held = namedVariables(optimizer.state).size + 2;
    expect(memory().numTensors - before).toBe(held);
    const values = tidy(() => [...gradientsOf(problem).values()]);
    const gradients = new Map([...parametersOf(problem).keys()].map((path, index) => [path, values[index]!]));
    for (let step = 0; step < 100; step++) optimizer.apply(gradients, contextAt(step));
    dispose(values);
    expect(memory().numTensors - before).toBe(held);
  });

  it("resumes exactly from its state, which is complete before the first step", () => {
    const straight = createOptimizer(transform);
    run(straight.optimizer, straight.problem, 0, 10);

    const stopped = createOptimizer(transform);
    run(stopped.optimizer, stopped.problem, 0, 5);
    const resumed = createOptimizer(transform);
    loadValues(resumed.problem, namedVariables(stopped.problem));
    loadValues(resumed.optimizer.state, namedVariables(stopped.optimizer.state));
    run(resumed.optimizer, resumed.problem, 5, 10);

    expect(valuesOf(resumed.problem)).toEqual(valuesOf(straight.problem));
    expect(valuesOf(resumed.optimizer.state)).toEqual(valuesOf(straight.optimizer.state));
  });

  it("leaves a parameter without a gradient alone, and its state", () => {
    const { problem, optimizer } = createOptimizer(transform);
    run(optimizer, problem, 0, 2);
    const ofBias = (module: object) => [...valuesOf(module)].filter(([path]) => path.endsWith("bias"));
    const [before, weight] = [[...ofBias(problem), ...ofBias(optimizer.state)], [...problem.weight.dataSync()]];
    tidy(() => optimizer.apply(new Map([["weight", gradientsOf(problem).get("weight")!]]), contextAt(2)));
    expect([...ofBias(problem), ...ofBias(optimizer.state)]).toEqual(before);
    expect([...problem.weight.dataSync()]).not.toEqual(weight);
  });

  it("is one of many: the transform holds nothing of its own", () => {
    const [one, other] = [createOptimizer(transform), createOptimizer(transform)];
    run(one.optimizer, one.problem, 0, 3);
    run(other.optimizer, other.problem, 0, 3);
    expect(valuesOf(other.problem)).toEqual(valuesOf(one.problem));
  });
});

describe("an optimizer", () => {
  it("keeps its state by the paths of the parameters", () => {
    const { optimizer } = createOptimizer(chain(clipByGlobalNorm(1), adam({ learningRate: 1 })));
    expect([...namedVariables(optimizer.state).keys()]).toEqual([
      "1.first.weight",
      "1.first.bias",
      "1.firstWeight",
      "1.second.weight",
      "1.second.bias",
      "1.secondWeight",
    ]);
    expect([...namedVariables(optimizer.state).values()].some(({ trainable }) => trainable)).toBe(false);
  });

  it("runs ten kernels a parameter with adam", async () => {
    const kernels = async (count: number) => {
      const { problem, optimizer } = createOptimizer(adam({ learningRate: 0.1 }));
      const gradients = new Map([...gradientsOf(problem)].slice(0, count));
      return (await profile(() => optimizer.apply(gradients, contextAt(0)))).kernels.length;
    };
    expect((await kernels(2)) - (await kernels(1))).toBe(10);
  });

  it("refuses a gradient of a parameter that it does not know", () => {
    const gradients = new Map([["scale", tensor1d([1])]]);
    for (const transform of [...Object.values(transforms), sgd({ learningRate: 1 })]) {
      const { problem } = createOptimizer(transform);
      const optimizer = new Optimizer(transform, parametersOf(problem));
      expect(() => optimizer.apply(gradients, contextAt(0))).toThrow(GenlabError);
      expect(() => optimizer.apply(gradients, contextAt(0))).toThrowErrorMatchingInlineSnapshot(
        `[GenlabError: There is a gradient for "scale", which the optimizer does not know. Make the optimizer from the same parameters.]`,
      );
    }
  });
});
