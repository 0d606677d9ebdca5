import "@tensorflow/tfjs-backend-cpu";
import { runInNewContext } from "node:vm";
import { createRng, type GivenBatch, type Model } from "@genlab/core";
import { bernoulli } from "@genlab/losses";
import { sgd } from "@genlab/optim";
import { evaluate, Trainer } from "@genlab/trainers";
import { matMul, mean, type Scalar, setBackend, type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { ToyModel } from "./toy-model.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const trainerOf = (model: Model) => new Trainer(model, { optimizer: sgd({ learningRate: 0.5 }), rng: createRng(1) });
const one = (data: ArrayLike<number>): GivenBatch => ({ x: { data, shape: [data.length, 1] } });

async function lossOf(batch: GivenBatch): Promise<number> {
  const terms = await trainerOf(new ToyModel()).update(batch);
  return (await terms.get("a")!.read()).total!;
}

describe("numbers of any kind are trained on as they are", () => {
  // squares of the values, with a parameter at 0: (9 + 90 000) / 2, (¼ + 4) / 2, (25 + 1.6e9) / 2
  it.each<[string, ArrayLike<number>, number]>([
    ["int16", Int16Array.of(-3, 300), 45_004.5],
    ["float64", Float64Array.of(0.5, -2), 2.125],
    ["a list", [0.5, -2], 2.125],
    ["uint16", Uint16Array.of(5, 40_000), 800_000_012.5],
    ["float32 of another realm", runInNewContext("Float32Array.of(0.5, -2)") as Float32Array, 2.125],
  ])("%s", async (_, data, loss) => {
    expect((await lossOf(one(data))) / loss).toBeCloseTo(1, 6);
    const evaluation = await evaluate(new ToyModel(), [one(data)], { rng: createRng(1) });
    expect(evaluation.a!.total! / loss).toBeCloseTo(1, 6);
  });

  it("but big integers, and what are no arrays", async () => {
    await expect(lossOf(one(BigInt64Array.of(1n) as never))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Field "x": the numbers are a BigInt64Array. Big integers have no place in a tensor: give Int32Array.from(data, Number), or Float32Array.]`,
    );
    await expect(lossOf({ x: [1, 2] as never })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Field "x" is [1,2]. Give { data, shape }: a typed array, and whole numbers such as [batch, height, width, channels].]`,
    );
    await expect(lossOf({ x: { data: [1, 2], shape: [3, 1] } })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Field "x" has 2 values, but its shape [3, 1] has room for 3. Give the shape that belongs to the values.]`,
    );
  });
});

describe("data that a model is not for are refused", () => {
  class Likely extends ToyModel {
    readonly likelihood = bernoulli;
  }

  it.each<[string, ArrayLike<number>]>([
    ["bytes", Uint8Array.of(0, 255)],
    ["[-1, 1]", [-1, 1]],
    ["anything", [-3, 7.5]],
    ["a little too much", [0, 1.01]],
    ["NaN", [0, Number.NaN]],
    ["infinity", [0.5, Number.NEGATIVE_INFINITY]],
  ])("%s, in training and in evaluation", async (_, data) => {
    const training = trainerOf(new Likely()).update(one(data));
    await expect(training).rejects.toThrowErrorMatchingSnapshot();
    const message = await training.catch((error: Error) => error.message);
    await expect(evaluate(new Likely(), [one(data)], { rng: createRng(1) })).rejects.toThrow(message as string);
  });

  it("but not what rounding adds", async () => {
    await trainerOf(new Likely()).update(one([-1e-4, 1.0001]));
  });

  it("when the model has no range, only values that are no numbers", async () => {
    await trainerOf(new ToyModel()).update(one([-300, 300]));
    await expect(trainerOf(new ToyModel()).update(one([Number.NaN]))).rejects.toThrow('Field "x" has NaN in example 0');
  });

  it("in evaluation at every batch", async () => {
    const batches = [one([0, 1]), one([0, 255])];
    await expect(evaluate(new Likely(), batches, { rng: createRng(1) })).rejects.toThrow("values from 0 to 255");
  });
});

describe("an error says which phase of which batch it is", () => {
  it("where a field is missing", async () => {
    const images: GivenBatch = { images: { data: [1, 2], shape: [2, 1] } };
    await expect(trainerOf(new ToyModel()).update(images)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Phase "a" reads the field "x", and the batch is of images float32 [2, 1]. Give it under this name.]`,
    );
    await expect(evaluate(new ToyModel(), [images], { rng: createRng(1) })).rejects.toThrow('reads the field "x"');
    await expect(trainerOf(new ToyModel()).update({})).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Phase "a" reads the field "x", and the batch is without fields. Give it under this name.]`,
    );
  });

  it("where tfjs complains", async () => {
    const weights = tensor2d([[1], [2]]);
    const model = new ToyModel({
      a: { loss: ({ x }) => ({ total: mean<Scalar>(matMul(x as Tensor2D, weights)) }) },
    });
    await expect(trainerOf(model).update(one([1, 2, 3]))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Phase "a" cannot take a batch of x float32 [3, 1]: Error in matMul: inner shapes (1) and (2) of Tensors with shapes 3,1 and 2,1 and transposeA=false and transposeB=false must match.]`,
    );
  });

  it("where fields differ in their examples", async () => {
    const batch = { ...one([1, 2]), y: { data: [0], shape: [1] } };
    await expect(trainerOf(new ToyModel()).update(batch)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Field "y" has 1 examples, but field "x" has 2. Give both the same number.]`,
    );
  });

  it("but lets a fault of the program be one", async () => {
    const model = new ToyModel({ a: { loss: () => (undefined as unknown as { readonly x: never }).x } });
    await expect(trainerOf(model).update(one([1]))).rejects.toThrow(TypeError);
  });
});

describe("evaluation is of all examples", () => {
  it("and says of how many", async () => {
    const { a } = await evaluate(new ToyModel(), [one([1, 2]), one([3])], { rng: createRng(1) });
    expect([a!.total! * 3, a!.half! * 3].map((sum) => sum.toFixed(5))).toEqual(["14.00000", "7.00000"]);
    expect(a!.examples).toBe(3);
  });

  it("whatever their batches, also where a batch needs two of them", async () => {
    const sizes: number[] = [];
    const model = new ToyModel({
      a: {
        loss: ({ x }) => {
          sizes.push(x.shape[0]!);
          return { total: mean<Scalar>(x) };
        },
      },
    });
    const { a } = await evaluate(model, [one(Float32Array.of(1, 2)), one([3, 4]), one(Int8Array.of(5))], {
      rng: createRng(1),
    });
    expect(a).toEqual({ total: 3, examples: 5 });
    expect(sizes).toEqual([2, 3]);
    const other = { x: { data: [1, 2], shape: [1, 2] } };
    await expect(
      evaluate(model, [one([1, 2]), other], { rng: createRng(1) }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: A batch has examples of x [2], and one before it of x [1]. Give all the same fields and shapes.]`,
    );
  });

  it("but those that make no whole pack", async () => {
    const model = Object.assign(new ToyModel(), { batchMultiple: 2 });
    const { a } = await evaluate(model, [one([1, 2]), one([3, 4, 5])], { rng: createRng(1) });
    expect(a).toEqual({ total: 30 / 4, half: 30 / 8, examples: 4 });
    const small = await evaluate(model, [one([1]), one([2, 3, 4]), one([5])], { rng: createRng(1) });
    expect(small.a).toEqual({ total: 30 / 4, half: 30 / 8, examples: 4 }); // only the last is left
    await expect(evaluate(model, [one([1])], { rng: createRng(1) })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: There is no batch to evaluate on. The model needs 2 examples at a time.]`,
    );
  });
});

it("options that nothing reads are refused", async () => {
  const options = { optimizer: sgd({ learningRate: 1 }), rng: createRng(1), learningRate: 1 };
  expect(() => new Trainer(new ToyModel(), options)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: Trainer has no option "learningRate". Known options: accumulate, average, executor, frozen, gradientNorms, healthEvery, optimizer, rng.]`,
  );
  const evaluation = evaluate(new ToyModel(), [one([1])], { rng: createRng(1), steps: 1 } as never);
  await expect(evaluation).rejects.toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: evaluate has no option "steps". Did you mean "step"? Known options: executor, rng, step.]`,
  );
});

it("evaluation is of a model, on batches one by one", async () => {
  const options = { rng: createRng(1) };
  await expect(evaluate({} as Model, [one([1])], options)).rejects.toThrow("phases()");
  await expect(evaluate(new ToyModel(), one([1]) as never, options)).rejects.toThrow("The data of evaluate are");
});
