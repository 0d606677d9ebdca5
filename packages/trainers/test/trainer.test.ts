import "@tensorflow/tfjs-backend-cpu";
import { createRng, namedVariables, type Parameter, parameter } from "@genlab/core";
import { adam, sgd } from "@genlab/optim";
import { evaluate, type StepTerms, Trainer } from "@genlab/trainers";
import { memory, mul, type Scalar, scalar, setBackend, tensor1d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { batchOf, drawn, ToyModel } from "./toy-model.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const half = sgd({ learningRate: 0.5 });
const numberOf = (variable: Parameter) => variable.dataSync()[0]!;
const trainerOf = (model: ToyModel, options: object = {}) =>
  new Trainer(model, { optimizer: half, rng: createRng(1), ...options });

async function read(terms: StepTerms) {
  const phases = [...terms].map(async ([phase, pending]) => {
    const values = await pending.read();
    pending.dispose();
    return [phase, values] as const;
  });
  return Object.fromEntries(await Promise.all(phases));
}

describe("a training step", () => {
  it("runs every phase with its own optimizer and reports its terms", async () => {
    const model = new ToyModel();
    const trainer = trainerOf(model, { optimizer: { a: half, b: sgd({ learningRate: 0.25 }) } });
    // both losses are 2² = 4 before the update, both gradients -4
    expect(await read(await trainer.update(batchOf(2)))).toEqual({
      a: { total: 4, half: 2 },
      b: { total: 4, half: 2 },
    });
    expect([numberOf(model.a), numberOf(model.b)]).toEqual([2, 1]);
    expect(trainer.step).toBe(1);
  });

  it("repeats a phase as often as it asks, and reports the last time", async () => {
    const model = new ToyModel({ a: { repeats: 2 } });
    const trainer = trainerOf(model, { optimizer: sgd({ learningRate: 0.25 }) });
    // the parameter halves its distance to 2 with each update: loss 4, then 1
    expect((await read(await trainer.update(batchOf(2)))).a).toEqual({ total: 1, half: 0.5 });
    expect([numberOf(model.a), numberOf(model.b)]).toEqual([1.5, 1]);
  });

  it("leaves out a phase that is not active", async () => {
    const model = new ToyModel({ b: { active: (step) => step >= 1 } });
    const trainer = trainerOf(model);
    expect(Object.keys(await read(await trainer.update(batchOf(2))))).toEqual(["a"]);
    expect(numberOf(model.b)).toBe(0);
    expect(Object.keys(await read(await trainer.update(batchOf(2))))).toEqual(["a", "b"]);
    expect(numberOf(model.b)).toBe(2);
  });

  it("keeps a moving average of the model", async () => {
    const model = new ToyModel();
    const trainer = trainerOf(model, { average: { decay: 0.75 } });
    await read(await trainer.update(batchOf(2)));
    // 0.75 × 0 + 0.25 × 2
    expect(numberOf(trainer.state.average!.a)).toBe(0.5);
    expect(numberOf(model.a)).toBe(2);
  });

  it("draws by its number, whatever was drawn before", async () => {
    const gradientAt = async (step: number, before: number) => {
      const model = new ToyModel();
      const rng = createRng(7);
      for (let i = 0; i < before; i++) rng.random();
      Object.assign(model.overrides(), { a: { loss: drawn(model.a) } });
      const trainer = trainerOf(model, { rng });
      trainer.step = step;
      await read(await trainer.update(batchOf(2)));
      return numberOf(model.a);
    };
    expect(await gradientAt(3, 0)).toBe(await gradientAt(3, 5));
    expect(await gradientAt(3, 0)).not.toBe(await gradientAt(4, 0));
  });

  it("reports the norm of every gradient when asked", async () => {
    const trainer = trainerOf(new ToyModel(), { gradientNorms: true });
    expect((await read(await trainer.update(batchOf(2)))).b).toEqual({ total: 4, half: 2, "gradient/b": 4 });
  });

  it("holds after 1000 steps what it held after 10", async () => {
    const trainer = trainerOf(new ToyModel({ a: { repeats: 2 } }), {
      optimizer: adam({ learningRate: 1e-3 }),
      average: { decay: 0.9 },
      gradientNorms: true,
    });
    const run = async (steps: number) => {
      for (let i = 0; i < steps; i++)
        for (const pending of (await trainer.update(batchOf(1))).values()) pending.dispose();
      return memory().numTensors;
    };
    expect(await run(10)).toBe(await run(990));
  });

  it("holds nothing more when a loss throws", async () => {
    const fail = (): never => {
      throw new Error("no");
    };
    const trainer = trainerOf(new ToyModel({ b: { loss: fail } }));
    const before = memory().numTensors;
    await expect(trainer.update(batchOf(1))).rejects.toThrow("no");
    expect(memory().numTensors).toBe(before);
  });

  it("gives back everything it made", () => {
    const before = memory().numTensors;
    trainerOf(new ToyModel(), { optimizer: adam({ learningRate: 1 }), average: { decay: 0.9 } }).dispose();
    expect(memory().numTensors).toBe(before);
  });
});

describe("the trainer's tree", () => {
  it("is what a checkpoint holds, by path", () => {
    const trainer = trainerOf(new ToyModel(), {
      optimizer: sgd({ learningRate: 1, momentum: 0.9 }),
      average: { decay: 0.9 },
    });
    expect([...namedVariables(trainer.state).keys()]).toMatchInlineSnapshot(`
      [
        "model.a",
        "model.b",
        "average.a",
        "average.b",
        "optimizers.a.velocity.a",
        "optimizers.b.velocity.b",
      ]
    `);
  });
});

describe("a trainer refuses", () => {
  it("labels that are none of the model's classes, as evaluation does", async () => {
    const model = Object.assign(new ToyModel(), { classes: 2, sampleClasses() {} });
    const trainer = trainerOf(model);
    const labelled = { ...batchOf(2, 2), y: { data: Int32Array.of(1, 2), shape: [2] } };
    await expect(trainer.update(labelled)).rejects.toThrow("The label 2 at place 1");
    await expect(evaluate(model, [labelled], { rng: createRng(1) })).rejects.toThrow("The label 2 at place 1");
    trainer.dispose();
  });

  it("a phase without an optimizer, and an optimizer without a phase", () => {
    expect(() => trainerOf(new ToyModel(), { optimizer: { a: half } })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: No optimizer for phase "b". Add it to \`optimizer\`, or pass one transform for all phases.]`,
    );
    expect(() =>
      trainerOf(new ToyModel(), { optimizer: { a: half, b: half, c: half } }),
    ).toThrowErrorMatchingInlineSnapshot(`[GenlabError: \`optimizer\` names the phase "c". The model's phases: a, b.]`);
  });

  it("options of another kind, and what is no model", () => {
    const refused = (options: object, model: unknown = new ToyModel()) =>
      expect(() => trainerOf(model as ToyModel, options));
    refused({ optimizer: "adam" }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`optimizer\` of Trainer is "adam". Expected what has init() and update(), such as adam({ learningRate: 1e-3 }).]`,
    );
    refused({ optimizer: { a: half, b: 0.5 } }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`optimizer.b\` of Trainer is 0.5. Expected what has init() and update(), such as adam({ learningRate: 1e-3 }).]`,
    );
    refused({ rng: 1 }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`rng\` of Trainer is 1. Give createRng(seed), or a fork of one.]`,
    );
    refused({ average: 0.99 }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`average\` of Trainer is 0.99. Expected an object such as { decay: 0.999 }, or none.]`,
    );
    refused({ average: { decay: 2 } }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`decay\` of \`average\` of Trainer is 2. Expected a number from 0 to 1.]`,
    );
    refused({ gradientNorms: "yes" }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`gradientNorms\` of Trainer is "yes". Expected true or false.]`,
    );
    refused({ executor: "cpu" }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`executor\` of Trainer is "cpu". Expected what has run() and pull() and push(), such as new EagerExecutor().]`,
    );
    refused({}, {}).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`model\` of Trainer is {}. Expected what has phases(), such as createVae({ shape: [28, 28, 1], latent: 16 }, rng).]`,
    );
    refused({}, { phases: () => [] }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: phases() of the model gives []. Expected an array of one phase at least.]`,
    );
  });

  it("two phases of one name", () => {
    expect(() => trainerOf(new ToyModel({ b: { name: "a" } }))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Two phases are named "a". Optimizers go by phase name.]`,
    );
  });

  it("a phase that updates nothing, or what the model does not hold", () => {
    expect(() => trainerOf(new ToyModel({ b: { updates: [] } }))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Phase "b" updates no parameter.]`,
    );
    const stray = parameter(() => scalar(0));
    expect(() => trainerOf(new ToyModel({ b: { updates: [stray] } }))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Parameter "0" is not in the model's tree. Hold it in a public field of the model.]`,
    );
  });

  it("a loss that is not a scalar", async () => {
    const model = new ToyModel();
    const loss = () => ({ total: mul<Scalar>(model.a, tensor1d([1, 2])) });
    Object.assign(model.overrides(), { a: { loss } });
    await expect(trainerOf(model).update(batchOf(1))).rejects.toThrow(
      /The loss gave the term "total" of shape \[2\]. Expected a scalar/,
    );
  });
});
