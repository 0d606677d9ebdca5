import "@tensorflow/tfjs-backend-cpu";
import {
  createRng,
  disposeModule,
  type Executor,
  type Module,
  namedVariables,
  type Program,
  type StepInputs,
  type TensorBatch,
} from "@genlab/core";
import { sgd } from "@genlab/optim";
import { compute, EagerExecutor, evaluate, FallbackExecutor, type StepTerms, Trainer } from "@genlab/trainers";
import { memory, setBackend, square, sum, type Tensor, type Variable } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { batchOf, ToyModel } from "./toy-model.js";

beforeAll(async () => {
  await setBackend("cpu");
});

class Refusal extends Error {}

/** Keeps values to itself, as executors do that compile: variables have theirs when they are pulled. Refuses a step of phase "b" from its second on. */
class Hoarder implements Executor {
  readonly name = "hoarder";
  isDisposed = false;
  readonly #values = new Map<Variable, Tensor>();
  readonly #eager = new EagerExecutor();
  #steps = 0;

  async run(programs: readonly Program[], inputs: Parameters<Executor["run"]>[1]) {
    this.#steps += 1;
    if (this.#steps > 1 && programs.some(({ name }) => name === "b")) throw new Refusal("no b");
    const variables = programs.flatMap(({ state }) => [...namedVariables(state).values()]);
    const before = new Map(variables.map((variable) => [variable, variable.clone()]));
    for (const variable of before.keys()) this.#restore(variable);
    const terms = await this.#eager.run(programs, inputs);
    for (const [variable, stale] of before) {
      this.#values.set(variable, variable.clone());
      variable.assign(stale);
      stale.dispose();
    }
    return terms;
  }

  compute(program: Program<Tensor>, inputs: StepInputs) {
    return this.#eager.compute(program, inputs);
  }

  async pull(module: Module) {
    for (const variable of namedVariables(module).values()) this.#restore(variable);
  }

  async push() {}

  async dispose() {
    for (const value of this.#values.values()) value.dispose();
    this.#values.clear();
    this.isDisposed = true;
  }

  #restore(variable: Variable) {
    const value = this.#values.get(variable);
    if (!value) return;
    variable.assign(value);
    value.dispose();
    this.#values.delete(variable);
  }
}

/** Phase "a" in steps 0 and 1, phase "b" in steps 2 and 3. */
const staged = () => ({ a: { active: (step: number) => step < 2 }, b: { active: (step: number) => step >= 2 } });

function training(executor?: Executor) {
  const optimizer = sgd({ learningRate: 0.25, momentum: 0.9 });
  return new Trainer(new ToyModel(staged()), { optimizer, rng: createRng(1), ...(executor && { executor }) });
}

async function steps(trainer: Trainer, count: number) {
  const losses: object[] = [];
  const read = async (terms: StepTerms) => {
    for (const pending of terms.values()) {
      losses.push(await pending.read());
      pending.dispose();
    }
  };
  for (let i = 0; i < count; i++) await read(await trainer.update(batchOf(2)));
  return losses;
}

const valuesOf = (trainer: Trainer) =>
  [...namedVariables(trainer.state)].map(([path, variable]) => [path, [...variable.dataSync()]]);

describe("a FallbackExecutor", () => {
  it("goes on eagerly from the values of every phase, also one that is over, and says so once", async () => {
    const tensors = memory().numTensors;
    const [hoarder, refusals] = [new Hoarder(), [] as unknown[]];
    const executor = new FallbackExecutor(hoarder, {
      isRefusal: (error) => error instanceof Refusal,
      onRefusal: (error) => refusals.push(error),
    });
    const [trainer, expected] = [training(executor), training()];
    expect(executor.name).toBe("hoarder");
    expect(await steps(trainer, 4)).toEqual(await steps(expected, 4));
    await trainer.pull();
    expect(valuesOf(trainer)).toEqual(valuesOf(expected)); // the velocity of "a" among them
    expect(refusals).toEqual([new Refusal("no b")]);
    expect(hoarder.isDisposed).toBe(true);
    expect(executor.name).toBe("eager on cpu");
    await executor.dispose();
    for (const each of [trainer, expected]) each.dispose();
    expect(memory().numTensors).toBe(tensors);
  });

  it("throws on what is no refusal, and stays", async () => {
    const hoarder = new Hoarder();
    const executor = new FallbackExecutor(hoarder, { isRefusal: () => false, onRefusal: () => expect.fail() });
    const trainer = training(executor);
    await steps(trainer, 2);
    await expect(trainer.update(batchOf(2))).rejects.toThrow(Refusal);
    expect(executor.name).toBe("hoarder");
    await executor.dispose();
    expect(hoarder.isDisposed).toBe(true);
    disposeModule(trainer.state);
  });

  it("refuses what is no executor, and options that are none", () => {
    const options = { isRefusal: () => true, onRefusal() {} };
    const made = (executor: unknown, given: object) => () => new FallbackExecutor(executor as never, given as never);
    expect(made({}, options)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`executor\` of FallbackExecutor is {}. Expected what has run() and pull() and push(), such as an OnnxExecutor.]`,
    );
    expect(made(new Hoarder(), {})).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`isRefusal\` of FallbackExecutor is undefined. Expected a function, such as (error) => error instanceof CompilationError.]`,
    );
    expect(made(new Hoarder(), { ...options, onError() {} })).toThrow('FallbackExecutor has no option "onError"');
  });
});

it("evaluates and computes eagerly what the first executor refuses, once, and trains on there", async () => {
  const asked: string[] = [];
  const eager = new EagerExecutor();
  const first: Executor = {
    name: "first",
    async run(programs, inputs) {
      const training = programs.every((program) => program.training !== false);
      asked.push(training ? "step" : "evaluation");
      if (!training) throw new Refusal("no evaluation");
      return eager.run(programs, inputs);
    },
    async compute() {
      asked.push("compute");
      throw new Refusal("nothing else");
    },
    pull: () => eager.pull(),
    push: () => eager.push(),
  };
  const executor = new FallbackExecutor(first, {
    isRefusal: (error) => error instanceof Refusal,
    onRefusal: () => asked.push("refused"),
  });
  const trainer = training(executor);
  const given = [batchOf(1), batchOf(2)];
  await steps(trainer, 1);
  const evaluation = await evaluate(trainer.model, given, { rng: createRng(3), executor });
  expect(evaluation).toEqual(await evaluate(trainer.model, given, { rng: createRng(3) }));
  const { model } = trainer;
  const norms = { name: "norms", batch: { x: batchOf(3).x! }, run: ({ x }: TensorBatch) => sum(square(x!), 1) };
  const computed = await compute(model, { ...norms, rng: createRng(3), executor });
  expect(computed).toEqual(await compute(model, { ...norms, rng: createRng(3), executor }));
  expect(computed).toEqual(await compute(model, { ...norms, rng: createRng(3) }));
  await steps(trainer, 1);
  expect(asked).toEqual(["step", "evaluation", "compute", "step"]);
  trainer.dispose();
});
