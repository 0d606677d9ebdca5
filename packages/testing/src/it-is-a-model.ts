import {
  type ArrayBatch,
  canDecode,
  canEncode,
  canReconstruct,
  canSample,
  canScore,
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
import { adam } from "@genlab/optim";
import { decodeCheckpoint, encodeCheckpoint, restoreCheckpoint, Trainer, toTensors } from "@genlab/trainers";
import { memory, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

export interface ModelSpecification {
  readonly create: (rng: Rng) => Model;
  /** The smallest batch that makes sense. */
  readonly batch: ArrayBatch;
  /** Makes what trains it, for each trainer another. Default: eager. */
  readonly executor?: () => Executor | Promise<Executor>;
}

const LEARNING_RATE = 1e-3;

/** What every model promises. One call is the bulk of a model's test file. */
export function itIsAModel({ create, batch, executor }: ModelSpecification): void {
  const context = () => createContext({ rng: createRng(2), training: true });
  const trainerOf = async (model: Model) =>
    new Trainer(model, {
      optimizer: adam({ learningRate: LEARNING_RATE }),
      rng: createRng(3),
      ...(executor && { executor: await executor() }),
    });

  describe("is a model", () => {
    let tensors = 0;
    const owned: object[] = [];
    const made = (seed: number) => {
      const model = create(createRng(seed));
      owned.push(model);
      return model;
    };
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
          const parameters = namedParametersOf(updates, model);
          const found = gradients(parameters, () => loss(toTensors(batch) as unknown as ImageBatch, context()));
          for (const path of found.gradients.keys()) reached.add(path);
        }
      });
      expect([...namedParameters(model).keys()].filter((path) => !reached.has(path))).toEqual([]);
    });

    it("moves in a phase nothing but what the phase updates", async () => {
      const model = made(1);
      const trainer = await trainerOf(model);
      const moved = new Set(model.phases().flatMap(({ updates }) => [...namedParameters(updates).values()]));
      const still = [...namedParameters(model)].filter(([, parameter]) => !moved.has(parameter));
      const before = still.map(([, parameter]) => Array.from(parameter.dataSync()));
      await run(trainer, 1);
      await trainer.executor.pull(model);
      expect(still.map(([, parameter]) => Array.from(parameter.dataSync()))).toEqual(before);
      owned.push(trainer.state.optimizers);
    });

    it("reports finite losses and holds no tensor after a step", async () => {
      const trainer = await trainerOf(made(1));
      owned.push(trainer.state.optimizers);
      await run(trainer, 1);
      const before = memory().numTensors;
      for (const values of await run(trainer, 20))
        expect(values.filter((value) => !Number.isFinite(value))).toEqual([]);
      expect(memory().numTensors).toBe(before);
    });

    it("trains the same from the same seed", async () => {
      const [one, two] = [await trainerOf(made(1)), await trainerOf(made(1))];
      owned.push(one.state.optimizers, two.state.optimizers);
      expect(await run(one, 3)).toEqual(await run(two, 3));
    });

    it("goes on from a checkpoint as if it had never stopped", async () => {
      const [whole, stopped, resumed] = [await trainerOf(made(1)), await trainerOf(made(1)), await trainerOf(made(4))];
      owned.push(...[whole, stopped, resumed].map(({ state }) => state.optimizers));
      await run(whole, 4);
      await run(stopped, 2);
      await restoreCheckpoint(resumed, decodeCheckpoint(await encodeCheckpoint(stopped, null)));
      await run(resumed, 2);
      const [expected, actual] = await Promise.all([encodeCheckpoint(whole, null), encodeCheckpoint(resumed, null)]);
      expect(actual).toEqual(expected);
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
      const evaluation = () => createContext({ rng: createRng(5) });
      tidy(() => {
        const { x } = toTensors(batch) as unknown as ImageBatch;
        const size = x.shape[0]!;
        if (canSample(model)) {
          const samples = model.sample(3, evaluation());
          expect(samples.shape).toEqual([3, ...x.shape.slice(1)]);
          expect(arrayOf(samples)).toEqual(arrayOf(model.sample(3, evaluation())));
        }
        if (canReconstruct(model)) expect(model.reconstruct(x, evaluation()).shape).toEqual(x.shape);
        if (canScore(model)) expect(model.score(x, evaluation()).shape).toEqual([size]);
        if (canEncode(model) && canDecode(model)) {
          const codes = model.encode(x, evaluation());
          expect(codes.shape[0]).toBe(size);
          expect(model.decode(codes, evaluation()).shape).toEqual(x.shape);
        }
      });
    });

    function lossesOf(model: Model): number[][] {
      return tidy(() =>
        model.phases().map(({ loss }) => {
          const terms = loss(toTensors(batch) as unknown as ImageBatch, context());
          return Object.values(terms).map((term) => term.dataSync()[0]!);
        }),
      );
    }

    /** Every reported value of so many steps. */
    async function run(trainer: Trainer, steps: number): Promise<number[][]> {
      const values: number[][] = [];
      for (let i = 0; i < steps; i++) {
        for (const pending of (await trainer.update(batch)).values()) {
          values.push(Object.values(await pending.read()));
          pending.dispose();
        }
      }
      return values;
    }
  });
}

const arrayOf = (tensor: Tensor) => Array.from(tensor.dataSync());

const valuesOf = (module: object) => [...namedVariables(module)].map(([path, variable]) => [path, arrayOf(variable)]);
