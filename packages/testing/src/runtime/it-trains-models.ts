import {
  type ArrayBatch,
  createRng,
  type Executor,
  type Model,
  type Module,
  namedParameters,
  namedVariables,
  type Program,
  parameter,
  type Samples,
} from "@genlab/core";
import { CompiledExecutor } from "@genlab/graph";
import { adam } from "@genlab/optim";
import {
  compute,
  decodeCheckpoint,
  EagerExecutor,
  encodeCheckpoint,
  evaluate,
  restoreCheckpoint,
  Trainer,
} from "@genlab/trainers";
import { createModel, type ModelConfiguration } from "@genlab/zoo";
import { add, memory, ones, type Scalar, sum, type Tensor } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { differences, type StepLosses } from "../step-losses.js";
import type { RuntimeSpecification } from "./runtime-specification.js";
import { counted, failing } from "./watched-runtimes.js";

/** Dense and convolutional networks, noise, codes from a table, norms over batches, a gradient of a gradient. */
const MODELS: Readonly<Record<string, ModelConfiguration>> = {
  vae: { type: "vae", latent: 3, network: "dense", hidden: [16] },
  "convolutional vae": { type: "vae", latent: 3, network: "convolutional", channels: [4, 6] },
  gan: { type: "gan", latent: 3, channels: [4, 6] },
  "wgan-gp": { type: "wgan-gp", latent: 3, network: "dense", hidden: [8] },
  "vq-vae": { type: "vq-vae", latent: 2, channels: [4, 4] },
};

const SHAPE = [8, 8, 1];

/** Steps on it are those of the eager executor; a run goes on exactly; nothing is left over; what fails changes nothing. */
export function itTrainsModels<Value extends object>({
  create,
  tolerance = 1e-4,
  variableTolerance = 1e-4,
  steps = 10,
  models = Object.keys(MODELS),
}: RuntimeSpecification<Value>): void {
  describe("that trains", () => {
    it.each(models)("%s as the eager executor does", async (name) => {
      const executor = new CompiledExecutor(await create());
      const [eager, compiled] = [trainerOf(name, new EagerExecutor()), trainerOf(name, executor)];
      const [expected, given] = [await trained(eager, steps), await trained(compiled, steps)];
      expect(differences(given, expected, tolerance)).toEqual([]);
      expect(differences([await evaluation(compiled)], [await evaluation(eager)], tolerance)).toEqual([]);
      await compiled.pull();
      expect(farthest(compiled.state, eager.state)).toBeLessThan(variableTolerance);
      const [samples, samplesHere] = [await drawn(compiled, new EagerExecutor()), await drawn(compiled, executor)];
      expect(samplesHere.shape).toEqual(samples.shape);
      const apart = samplesHere.data.map((entry, i) => Math.abs(entry - samples.data[i]!));
      expect(Math.max(...apart)).toBeLessThan(tolerance);
      await executor.dispose();
      for (const trainer of [eager, compiled]) trainer.dispose();
    });

    it("goes on from a checkpoint as if it had never stopped", async () => {
      const executor = new CompiledExecutor(await create());
      const [whole, stopped, resumed] = [1, 1, 2].map((seed) => trainerOf(models[0]!, executor, seed)) as [
        Trainer,
        Trainer,
        Trainer,
      ];
      await trained(resumed, 1); // what the runtime holds by then counts no more
      await trained(whole, 6);
      await trained(stopped, 3);
      await restoreCheckpoint(resumed, decodeCheckpoint(await encodeCheckpoint(stopped, null)));
      await trained(resumed, 3);
      expect(await encodeCheckpoint(resumed, null)).toEqual(await encodeCheckpoint(whole, null));
      await executor.dispose();
      for (const trainer of [whole, stopped, resumed]) trainer.dispose();
    });

    it("holds no value and no tensor more after many steps than after a few, and none of a model that is gone", async () => {
      const tensors = memory().numTensors;
      const { runtime, live } = counted(await create());
      const executor = new CompiledExecutor(runtime);
      const trainer = trainerOf(models[0]!, executor);
      const after = async (count: number) => {
        await trained(trainer, count);
        for (let i = 0; i < count; i++) await drawn(trainer, executor);
        await trainer.pull();
        return [live.size, memory().numTensors];
      };
      const few = await after(3);
      expect(await after(12)).toEqual(few);
      trainer.dispose();
      expect([live.size, memory().numTensors]).toEqual([0, tensors]);
      await executor.dispose();
    });

    it("leaves variables to tfjs when it is gone", async () => {
      const executor = new CompiledExecutor(await create());
      const trainer = trainerOf(models[0]!, executor);
      await trained(trainer, 2);
      await executor.dispose();
      const eager = trainerOf(models[0]!, new EagerExecutor());
      await trained(eager, 2);
      expect(farthest(trainer.state, eager.state)).toBeLessThan(variableTolerance);
      for (const each of [trainer, eager]) each.dispose();
    });

    it("gives what is computed at once its own draws, and leaves a variable that is the result", async () => {
      const state = { w: parameter(() => ones([2])) };
      const program: Program<Tensor> = {
        ...{ name: "drawing", state, training: false },
        run: (_, { rng }) => ({ drawn: rng.normal([3]), w: state.w }),
      };
      const ofSeeds = (executor: Executor) =>
        Promise.all([1, 2, 3].map((seed) => executor.compute(program, { batch: {}, rng: createRng(seed), step: 0 })));
      const executor = new CompiledExecutor(await create());
      const expected = await ofSeeds(new EagerExecutor());
      for (const _ of [1, 2]) {
        for (const [i, { drawn, w }] of (await ofSeeds(executor)).entries()) {
          expect([drawn!.data, w!.data]).toEqual([expected[i]!.drawn!.data, Float32Array.of(1, 1)]);
        }
      }
      await executor.dispose();
      state.w.dispose();
    });

    it("changes no variable in a program that throws, and reads terms late", async () => {
      const { runtime, fail } = failing(await create());
      const executor = new CompiledExecutor(runtime);
      const state = { w: parameter(() => ones([2])) };
      const program: Program = {
        name: "count",
        state,
        run: () => {
          state.w.assign(add(state.w, 1));
          return { total: sum(state.w) as Scalar };
        },
      };
      const run = () => executor.run([program], { batch: {}, rng: createRng(0), step: 7 });
      const [first] = await run();
      fail(true);
      await expect(run()).rejects.toThrow(`${runtime.name} could not run "count" at step 7: on purpose`);
      fail(false);
      const [second] = await run();
      expect([await second!.read(), await first!.read()]).toEqual([{ total: 6 }, { total: 4 }]);
      await executor.pull(state);
      expect(state.w.dataSync()).toEqual(Float32Array.of(3, 3));
      await executor.dispose();
      state.w.dispose();
    });
  });
}

function trainerOf(name: string, executor: Executor, seed = 1): Trainer {
  const configuration = MODELS[name];
  if (!configuration) throw new RangeError(`No model "${name}" here. There are ${Object.keys(MODELS).join(", ")}.`);
  return new Trainer(createModel(configuration, { shape: SHAPE, rng: createRng(seed) }), {
    // an epsilon above the rounding errors of gradients that are zero, of which Adam would make full steps
    optimizer: adam({ learningRate: (step) => 1e-3 / (1 + step), epsilon: 1e-3 }),
    rng: createRng(seed),
    average: { decay: 0.9 },
    executor,
  });
}

/** The losses of the next steps, of two sizes of a batch. */
async function trained(trainer: Trainer, steps: number): Promise<StepLosses[]> {
  const losses: StepLosses[] = [];
  for (let i = 0; i < steps; i++) {
    const batch = batchOf(trainer.step);
    const phases = [...(await trainer.update(batch))].map(
      async ([phase, terms]) => [phase, await terms.read()] as const,
    );
    losses.push(Object.fromEntries(await Promise.all(phases)));
  }
  return losses;
}

/** On two batches, with draws of its own. */
const evaluation = ({ model, executor }: Trainer): Promise<StepLosses> =>
  evaluate(model, [batchOf(2), batchOf(3)], { rng: createRng(7), executor });

/** Two samples, with draws of their own. */
const drawn = ({ model }: Trainer, executor: Executor) =>
  compute(model, {
    ...{ name: "samples", executor, rng: createRng(8) },
    run: (_, context) => (model as Model & Samples).sample(2, context),
  });

/** Values in (0, 1), in a short batch now and then. */
function batchOf(step: number): ArrayBatch {
  const shape = [step % 4 === 3 ? 3 : 5, ...SHAPE];
  const x = { data: new Float32Array(shape.reduce((size, length) => size * length)), shape };
  createRng(10 + step).fillUniform(x.data, 0, 1);
  return { x };
}

/** The greatest difference of a parameter, relative to its largest entry or a tenth. */
function farthest(given: Module, expected: Module): number {
  const values = namedVariables(given);
  let most = 0;
  for (const [path, variable] of namedParameters(expected)) {
    const [a, b] = [values.get(path)!.dataSync(), variable.dataSync()];
    const largest = Math.max(0.1, ...Array.from(b, Math.abs));
    for (const [i, value] of b.entries()) most = Math.max(most, Math.abs(a[i]! - value) / largest);
  }
  return most;
}
