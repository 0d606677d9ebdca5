import { chooseBackend } from "@genlab/backends";
import { type ArrayBatch, createRng } from "@genlab/core";
import { batches, digits } from "@genlab/data";
import { encodeCheckpoint, Trainer } from "@genlab/trainers";
import { createModel, createOptimizers, type ModelConfiguration } from "@genlab/zoo";
import { describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import { nodeBackends } from "../src/engines/backends.js";
import { coreCount } from "../src/engines/core-count.js";
import { createExecutor } from "../src/engines/create-executor.js";
import { checkModelTogether } from "../src/parallel/check-model-together.js";
import { checkTogether, togetherAgain, togetherOn } from "../src/parallel/check-together.js";
import { countOf } from "../src/parallel/launcher-processors.js";
import { launchOf } from "../src/parallel/mpi.js";
import type { Rank } from "../src/parallel/rank.js";

await chooseBackend(nodeBackends, { wanted: "cpu" });

/** Ranks within a process: each waits for the others. */
function ranksOf(count: number) {
  let waiting: { readonly arrays: readonly Float32Array[]; readonly go: () => void }[] = [];
  return Array.from({ length: count }, (_, rank) => ({
    ...{ rank, count },
    average(arrays: readonly Float32Array[]): Promise<void> {
      return new Promise((resolve) => {
        waiting.push({ arrays, go: resolve });
        if (waiting.length < count) return;
        const all = waiting;
        waiting = [];
        for (const [i, first] of all[0]!.arrays.entries()) {
          for (let at = 0; at < first.length; at++) {
            const mean = all.reduce((sum, one) => sum + one.arrays[i]![at]!, 0) / count;
            for (const { arrays } of all) arrays[i]![at] = mean;
          }
        }
        for (const { go } of all) go();
      });
    },
  }));
}

const train = await digits({ part: "train" });
const SIZE = 12;

interface Setup {
  readonly engine: "onnx" | "compiled";
  readonly accumulate: number;
  readonly ranks?: ReturnType<typeof ranksOf>[number];
}

/** The losses of each step, and what is saved at the end. */
async function trained(configuration: ModelConfiguration, steps: number, { engine, accumulate, ranks }: Setup) {
  const rng = createRng(1);
  const model = createModel(configuration, { shape: [8, 8, 1], rng: rng.fork("model") });
  const trainer = new Trainer(model, {
    optimizer: createOptimizers({ type: "adam", learningRate: 1e-3 }),
    rng: rng.fork("training"),
    average: { decay: 0.9 },
    accumulate,
    executor: await createExecutor({ engine, threads: 1, ranks }),
  });
  const part = ranks && { part: { index: ranks.rank, count: ranks.count } };
  const drawn = batches(train, { batchSize: SIZE, rng: createRng(2), ...part });
  const losses: Record<string, number>[] = [];
  while (losses.length < steps) {
    const group = Array.from({ length: trainer.batchesPerStep }, () => drawn.next().value as ArrayBatch);
    const terms = await trainer.update(...group);
    const read = await Promise.all(
      [...terms].map(async ([phase, one]) =>
        Object.entries(await one.read()).map(([term, value]) => [`${phase}.${term}`, value] as const),
      ),
    );
    losses.push(Object.fromEntries(read.flat()));
  }
  const checkpoint = await encodeCheckpoint(trainer, {});
  await trainer.executor.dispose?.();
  return { losses, checkpoint };
}

const modelFor = (configuration: object) =>
  createModel(configuration as ModelConfiguration, { shape: [8, 8, 1], rng: createRng(1) });

describe("ranks that train together", () => {
  it.each([
    { type: "vae", count: 3, engine: "compiled" },
    { type: "vae", count: 2, engine: "onnx" },
    { type: "vae", count: 2, engine: "compiled", accumulate: 2 },
    // whose draws are [samples, examples, latent], of one example a rank too
    { type: "iwae", count: 12, engine: "compiled" },
    { type: "gan", count: 2, engine: "compiled", settings: { batchNorm: false } },
  ] as const)(
    "make the steps of one with the whole batch, draws included, and stay alike: $type by $count on $engine",
    async ({ type, count, engine, ...others }) => {
      const { settings = {}, accumulate = 1 } = others as { settings?: object; accumulate?: number };
      const configuration = { type, network: "dense", hidden: [8], latent: 3, ...settings } as ModelConfiguration;
      const whole = await trained(configuration, 3, { engine, accumulate });
      const all = ranksOf(count).map((ranks) => trained(configuration, 3, { engine, accumulate, ranks }));
      const [first, ...rest] = await Promise.all(all);
      for (const other of rest) {
        expect(other.checkpoint).toEqual(first!.checkpoint);
        expect(other.losses).toEqual(first!.losses);
      }
      for (const [i, losses] of whole.losses.entries()) {
        for (const [term, value] of Object.entries(losses)) expect(first!.losses[i]![term]! / value).toBeCloseTo(1, 5);
      }
    },
  );

  it("refuse models that keep more of a batch than means", () => {
    const refusalOf = (configuration: object, type: string) => {
      try {
        checkModelTogether(modelFor({ type, ...configuration }), type, { count: 4 });
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(refusalOf({}, "vq-vae")).toMatchInlineSnapshot(
      `"The model "vq-vae" keeps in quantizer.codebook what it takes from a batch, and of that 4 processes have no mean. Train it in one process, without mpirun."`,
    );
    expect(refusalOf({}, "vq-gan")).toMatchInlineSnapshot(
      `"The model "vq-gan" keeps in quantizer.codebook what it takes from a batch, and of that 4 processes have no mean. Train it in one process, without mpirun."`,
    );
    expect(refusalOf({}, "drifting-autoencoder")).toMatchInlineSnapshot(
      `"The model "drifting-autoencoder" keeps in recent.values what it takes from a batch, and of that 4 processes have no mean. Train it in one process, without mpirun."`,
    );
    expect(refusalOf({}, "gan")).toBeUndefined();
    expect(refusalOf({}, "began")).toBeUndefined();
  });
});

describe("an mpirun", () => {
  it("is known by what it tells its processes, and is none of one", () => {
    expect(launchOf({ OMPI_COMM_WORLD_SIZE: "8", OMPI_COMM_WORLD_LOCAL_SIZE: "2" })).toEqual({
      ...{ count: 8, here: 2, libraries: ["libmpi.so.40", "libmpi.so"] },
    });
    expect(launchOf({ PMI_SIZE: "4", GENLAB_MPI: "/opt/mpi/libmpi.so" })).toEqual({
      ...{ count: 4, here: 4, libraries: ["/opt/mpi/libmpi.so"] },
    });
    expect(launchOf({ PMI_SIZE: "1" })).toBeUndefined();
    expect(launchOf({})).toBeUndefined();
  });

  it("has a share of the cores for each process, and of those of a saved run no more", () => {
    const { config } = composeConfig({ options: { engine: "onnx" } });
    const share = (here: number) => Math.max(1, Math.floor(coreCount() / here));
    expect(togetherOn(config, { here: 2 }).threads).toBe(share(2));
    expect(togetherOn({ ...config, threads: 7 }, { here: 2 }).threads).toBe(7);
    expect(togetherAgain({ ...config, threads: 4096 }, { here: 2 }, undefined).threads).toBe(share(2));
    expect(togetherAgain({ ...config, threads: 1 }, { here: 1 }, undefined).threads).toBe(1);
    expect(togetherAgain({ ...config, threads: 7 }, { here: 2 }, 7).threads).toBe(7);
    expect(["0", "0-3", "0-3,8", "1,3,5-6"].map(countOf)).toEqual([1, 4, 5, 4]);
  });

  it("is told what several processes cannot do together", () => {
    const { config } = composeConfig({ options: { engine: "compiled", batchSize: 64 } });
    const rank = { count: 3 } as Rank;
    const refusalOf = (changes: object) => {
      try {
        checkTogether({ ...config, batchSize: 66, ...changes }, rank);
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(refusalOf({})).toBeUndefined();
    expect(refusalOf({ batchSize: 64 })).toMatchInlineSnapshot(
      `"A batch of 64 has no 3 equal parts. Give --batch a multiple of 3. (mpirun started 3 processes.)"`,
    );
    expect(refusalOf({ engine: "wasm" })).toMatchInlineSnapshot(
      `"Processes do not train together on the engine "wasm", cpu. Give --engine onnx or compiled. (mpirun started 3 processes.)"`,
    );
    expect(refusalOf({ auto: true })).toMatchInlineSnapshot(
      `""auto" changes a run while it trains, of which other processes do not hear. Leave it out. (mpirun started 3 processes.)"`,
    );
    expect(refusalOf({ plateau: { of: "vae.total" } })).toMatchInlineSnapshot(
      `""plateau" changes rates while a run trains, of which other processes do not hear. Leave it out. (mpirun started 3 processes.)"`,
    );
    expect(refusalOf({ lastBatch: "keep" })).toMatchInlineSnapshot(
      `""lastBatch" is "keep": an incomplete batch may have no equal parts. Give "drop". (mpirun started 3 processes.)"`,
    );
  });
});
