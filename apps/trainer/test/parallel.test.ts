import { chooseBackend } from "@genlab/backends";
import { type ArrayBatch, createRng } from "@genlab/core";
import { batches, digits } from "@genlab/data";
import { encodeCheckpoint, Trainer } from "@genlab/trainers";
import { createWasmExecutor } from "@genlab/wasm";
import { createModel, createOptimizers, type ModelConfiguration } from "@genlab/zoo";
import { describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import { nodeBackends } from "../src/engines/backends.js";
import { checkTogether } from "../src/parallel/check-together.js";
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

/** The losses of each step, and what is saved at the end. */
async function trained(configuration: ModelConfiguration, steps: number, ranks?: ReturnType<typeof ranksOf>[number]) {
  const rng = createRng(1);
  const model = createModel(configuration, { shape: [8, 8, 1], rng: rng.fork("model") });
  const trainer = new Trainer(model, {
    optimizer: createOptimizers({ type: "adam", learningRate: 1e-3 }),
    rng: rng.fork("training"),
    average: { decay: 0.9 },
    executor: createWasmExecutor({ ranks }),
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
  return { losses, checkpoint: await encodeCheckpoint(trainer, {}) };
}

describe("ranks that train together", () => {
  it.each([
    { type: "vae", count: 3, settings: {} },
    { type: "gan", count: 2, settings: { batchNorm: false } },
  ])(
    "make the steps of one with the whole batch, draws included, and stay alike: $type",
    async ({ type, count, settings }) => {
      const configuration = { type, network: "dense", hidden: [8], latent: 3, ...settings } as ModelConfiguration;
      const whole = await trained(configuration, 4);
      const [first, ...others] = await Promise.all(ranksOf(count).map((ranks) => trained(configuration, 4, ranks)));
      for (const other of others) expect(other.checkpoint).toEqual(first!.checkpoint);
      for (const [i, losses] of whole.losses.entries()) {
        for (const [term, value] of Object.entries(losses)) expect(first!.losses[i]![term]! / value).toBeCloseTo(1, 5);
      }
    },
  );
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
