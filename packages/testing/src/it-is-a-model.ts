import {
  type ArrayBatch,
  type Context,
  canDecode,
  canDiscriminate,
  canEncode,
  canReconstruct,
  canSample,
  canSampleClasses,
  canScore,
  canWeigh,
  cloneModule,
  createContext,
  createRng,
  disposeModule,
  type Executor,
  gradients,
  type ImageBatch,
  type Model,
  namedParameters,
  namedParametersOf,
  namedVariables,
  type Rng,
} from "@genlab/core";
import { EagerExecutor, toTensors } from "@genlab/trainers";
import { memory, type Tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Calls, itHoldsAtItsBorder } from "./it-holds-at-its-border.js";
import { itTrains } from "./it-trains.js";
import { differences } from "./step-losses.js";
import { trainRecorded } from "./train-recorded.js";

export interface ModelSpecification<M extends Model = Model> {
  readonly create: (rng: Rng) => M;
  /** The smallest batch that makes sense. */
  readonly batch: ArrayBatch;
  /** Steps that losses stay finite for, and that every phase takes part in one of. Default 20. */
  readonly steps?: number;
  /**
   * Adam's. Default 1e-8. Where a gradient is zero but for rounding, a relativistic discriminator's last bias say, more than its errors:
   * else Adam makes full steps of them, another one on each executor.
   */
  readonly epsilon?: number;
  /** Makes another executor. It trains for all of the steps, the eager one for the first ten, and what they report agrees. */
  readonly executor?: () => Promise<Executor>;
  /** Calls of the model's own, beside its capabilities, that give one tensor each. */
  readonly calls?: (model: M, batch: ImageBatch, context: Context) => Calls;
}

/** Eager steps where another executor makes the rest. */
const COMPARED = 10;

/** What every model promises. One call is the bulk of a model's test file. */
export function itIsAModel<M extends Model = Model>(specification: ModelSpecification<M>): void {
  const { create, batch, steps = 20, epsilon = 1e-8, executor, calls } = specification;
  describe("is a model", () => {
    let tensors = 0;
    const owned: object[] = [];
    const made = (seed: number) => {
      const model = create(createRng(seed));
      owned.push(model);
      return model;
    };
    const inputs = () => toTensors(batch) as unknown as ImageBatch;
    const lossesOf = (model: Model) =>
      tidy(() => {
        const context = createContext({ rng: createRng(2), training: true });
        const losses = model.phases().map(({ loss }) => Object.values(loss(inputs(), context)));
        return losses.map((terms) => terms.map((term) => term.dataSync()[0]!));
      });
    beforeAll(() => {
      tensors = memory().numTensors;
    });
    afterAll(() => {
      for (const module of owned) disposeModule(module);
      expect(memory().numTensors, "tensors that nobody owns").toBe(tensors);
    });

    it("names its variables the same way every time", () => {
      expect([...namedVariables(made(1)).keys()]).toEqual([...namedVariables(made(2)).keys()]);
    });

    it("is made the same from the same seed, and another from another", () => {
      expect(valuesOf(made(1))).toEqual(valuesOf(made(1)));
      expect(valuesOf(made(1))).not.toEqual(valuesOf(made(2)));
    });

    it("reaches every parameter from some phase", () => {
      const model = made(1);
      const reached = new Set<string>();
      tidy(() => {
        for (const { updates, loss } of model.phases()) {
          const context = createContext({ rng: createRng(2), training: true });
          const found = gradients(namedParametersOf(updates, model), () => loss(inputs(), context));
          for (const path of found.gradients.keys()) reached.add(path);
        }
      });
      expect([...namedParameters(model).keys()].filter((path) => !reached.has(path))).toEqual([]);
    });

    it("moves no parameter by computing its losses", () => {
      const model = made(1);
      lossesOf(model);
      const before = namedParameters(made(1));
      for (const [path, parameter] of namedParameters(model)) {
        expect(arrayOf(parameter), path).toEqual(arrayOf(before.get(path)!));
      }
    });

    it("can be cloned: the copy computes the same and owns its variables", () => {
      const model = made(1);
      const clone = cloneModule(model);
      owned.push(clone);
      expect(lossesOf(clone)).toEqual(lossesOf(model));
      for (const [path, variable] of namedVariables(model)) expect(namedVariables(clone).get(path)).not.toBe(variable);
    });

    it("keeps the promises of its capabilities", () => {
      const model = made(1);
      const evaluation = (seed = 5) => createContext({ rng: createRng(seed) });
      tidy(() => {
        const { x } = inputs();
        const size = x.shape[0]!;
        if (canSample(model)) {
          const count = size + 1; // not the batch's
          const samples = (seed: number) => model.sample(count, evaluation(seed));
          expect(samples(5).shape).toEqual([count, ...x.shape.slice(1)]);
          expect(arrayOf(samples(5))).toEqual(arrayOf(samples(5)));
          expect(arrayOf(samples(5))).not.toEqual(arrayOf(samples(6)));
        }
        if (canReconstruct(model)) expect(model.reconstruct(x, evaluation()).shape).toEqual(x.shape);
        if (canScore(model)) expect(model.score(x, evaluation()).shape).toEqual([size]);
        if (canSampleClasses(model)) {
          const labels = tensor1d([model.classes - 1, 0], "int32");
          expect(model.sampleClasses(labels, evaluation()).shape).toEqual([2, ...x.shape.slice(1)]);
        }
        if (canWeigh(model)) {
          const weights = model.logWeights(x, 2, evaluation());
          expect(weights.shape).toEqual([2, size]);
          expect(arrayOf(weights).filter((weight) => !Number.isFinite(weight))).toEqual([]);
        }
        if (canDiscriminate(model)) expect(model.discriminate(x, evaluation()).shape).toEqual([size]);
        if (canEncode(model) && canDecode(model)) {
          const codes = model.encode(x, evaluation());
          expect(codes.shape[0]).toBe(size);
          expect(model.decode(codes, evaluation()).shape).toEqual(x.shape);
        }
      });
    });

    itHoldsAtItsBorder({ made, inputs, calls });

    const trains = (how: string, makeExecutor: () => Promise<Executor>, steps: number) =>
      itTrains(how, async () => {
        const executor = await makeExecutor();
        const training = await trainRecorded({ create: () => create(createRng(1)), batch, executor, steps, epsilon });
        await executor.dispose?.();
        return training;
      });
    const eager = trains("eagerly", async () => new EagerExecutor(), executor ? COMPARED : steps);
    if (executor) {
      const other = trains("on another executor", executor, steps);
      it("reports the same on both executors, but for rounding", async () => {
        const { losses } = await other();
        expect(differences(losses.slice(0, COMPARED), (await eager()).losses)).toEqual([]);
      });
    }
  });
}

const arrayOf = (tensor: Tensor) => Array.from(tensor.dataSync());

const valuesOf = (module: object) => [...namedVariables(module)].map(([path, variable]) => [path, arrayOf(variable)]);
