import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { CompiledExecutor } from "@genlab/graph";
import { adam } from "@genlab/optim";
import { decodeCheckpoint, encodeCheckpoint, restoreCheckpoint, Trainer } from "@genlab/trainers";
import { createModel, type ModelConfiguration } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { LIBRARY, openTensorflow } from "./open-tensorflow.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const models: readonly ModelConfiguration[] = [
  { type: "vae", network: "dense", latent: 8, hidden: [256, 128] },
  { type: "gan", latent: 8, channels: [16, 32] },
];

if (LIBRARY === undefined) it.skip("TensorFlow's threads: TENSORFLOW=PATH/libtensorflow_cc.so.2 says where it is");
else {
  describe("TensorFlow on two threads", () => {
    // large enough for an operation to be shared between them
    const x = { data: new Float32Array(64 * 28 * 28), shape: [64, 28, 28, 1] };
    createRng(1).fillUniform(x.data, 0, 1);

    it.each(models)("goes on from a checkpoint of $type as if it had never stopped", async (configuration) => {
      const executor = new CompiledExecutor(openTensorflow({ threads: 2 }));
      const [whole, stopped, resumed] = [1, 1, 2].map((seed) => {
        const model = createModel(configuration, { shape: [28, 28, 1], rng: createRng(seed) });
        return new Trainer(model, { optimizer: adam({ learningRate: 1e-3 }), rng: createRng(seed), executor });
      }) as [Trainer, Trainer, Trainer];
      const train = async (trainer: Trainer, steps: number) => {
        for (let i = 0; i < steps; i++) for (const terms of (await trainer.update({ x })).values()) terms.dispose();
      };
      await train(whole, 6);
      await train(stopped, 3);
      await restoreCheckpoint(resumed, decodeCheckpoint(await encodeCheckpoint(stopped, null)));
      await train(resumed, 3);
      const [given, expected] = [await encodeCheckpoint(resumed, null), await encodeCheckpoint(whole, null)];
      expect(Buffer.compare(given, expected)).toBe(0);
      await executor.dispose();
      for (const each of [whole, stopped, resumed]) each.dispose();
    });

    it("have one number in a process", () => {
      expect(() => openTensorflow({ threads: 1 })).toThrowErrorMatchingInlineSnapshot(
        `[GenlabError: TensorFlow has 2 threads in this process, by the first executor that was made, and gets no others: asked for was 1 thread. Ask for the same, or use another process.]`,
      );
    });
  });
}
